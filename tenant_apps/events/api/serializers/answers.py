"""Answers, for the documentation: reads are built from plain values and never pass through these."""

from typing import Any

from rest_framework import serializers

from core.api.serializers import ListAnswer, PrefixedIdField
from tenant_apps.events.models import Attendee, Event, Series


class PersonAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class AttendeeAnswer(PersonAnswer):
    role = serializers.CharField(help_text="Libellé : Maire, Administrateur, Modérateur ou Citoyen.")
    status = serializers.ChoiceField(
        Attendee.Status.choices, required=False, help_text="Absent pour les citoyens, sauf pour leur propre réponse."
    )


class LocationAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    address = serializers.CharField()


class EventAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("evt")
    title = serializers.CharField()
    description = serializers.CharField()
    category = serializers.ChoiceField(Event.Category.choices)
    priority = serializers.ChoiceField(Event.Priority.choices)
    color = serializers.CharField()
    start_datetime = serializers.DateTimeField()
    end_datetime = serializers.DateTimeField()
    all_day = serializers.BooleanField()
    location = LocationAnswer()
    attendees = AttendeeAnswer(many=True)
    my_status = serializers.ChoiceField(Attendee.Status.choices, allow_null=True)
    is_recurring = serializers.BooleanField()
    recurring_pattern = serializers.ChoiceField(Series.Pattern.choices, allow_null=True)
    recurrence_end = serializers.DateField(allow_null=True)
    recurrence_count = serializers.IntegerField(allow_null=True)
    recurrence_rule = serializers.CharField(allow_null=True, help_text="RRULE d'une série importée.")
    series_id = PrefixedIdField("ser", allow_null=True)
    reminders = serializers.ListField(child=serializers.IntegerField())
    is_public = serializers.BooleanField()
    created_by = PersonAnswer()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    notes = serializers.CharField(required=False, help_text="Pour le personnel seulement.")


class EventListAnswer(ListAnswer):
    results = EventAnswer(many=True)


class OtherEventAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("evt")
    title = serializers.CharField()
    start_datetime = serializers.DateTimeField()
    end_datetime = serializers.DateTimeField()


class WarningAnswer(serializers.Serializer[Any]):
    type = serializers.ChoiceField(["location", "attendee"])
    message = serializers.CharField()
    event_id = PrefixedIdField("evt")
    start_datetime = serializers.DateTimeField()
    conflicting_event = OtherEventAnswer()
    location = serializers.CharField(required=False)
    attendee = PersonAnswer(required=False)


class EventSavedAnswer(EventAnswer):
    occurrences_count = serializers.IntegerField(help_text="Événements créés ou modifiés ensemble.")
    warnings = WarningAnswer(many=True)
    message = serializers.CharField()


class RespondedAnswer(serializers.Serializer[Any]):
    message = serializers.CharField()
    status = serializers.ChoiceField(Attendee.Status.choices)


class CalendarEventAnswer(serializers.Serializer[Any]):
    id = PrefixedIdField("evt")
    title = serializers.CharField()
    start_time = serializers.TimeField(help_text="Début ce jour-là, à la mairie ; 00:00 quand il a commencé avant.")
    end_time = serializers.TimeField(help_text="Fin ce jour-là ; 23:59 quand il continue après.")
    start_datetime = serializers.DateTimeField()
    end_datetime = serializers.DateTimeField()
    all_day = serializers.BooleanField()
    continues_before = serializers.BooleanField()
    continues_after = serializers.BooleanField()
    category = serializers.ChoiceField(Event.Category.choices)
    priority = serializers.ChoiceField(Event.Priority.choices)
    color = serializers.CharField()
    location_name = serializers.CharField()
    is_public = serializers.BooleanField()
    is_recurring = serializers.BooleanField()


class DayHolidayAnswer(serializers.Serializer[Any]):
    name = serializers.CharField()
    all_day = serializers.BooleanField()


class DayAnswer(serializers.Serializer[Any]):
    date = serializers.DateField()
    day_name = serializers.CharField()
    events = CalendarEventAnswer(many=True)
    holidays = DayHolidayAnswer(many=True)


class HolidayAnswer(serializers.Serializer[Any]):
    date = serializers.DateField()
    name = serializers.CharField()


class CalendarAnswer(serializers.Serializer[Any]):
    view = serializers.ChoiceField(["week", "month"])
    start_date = serializers.DateField()
    end_date = serializers.DateField()
    days = DayAnswer(many=True)
    holidays = HolidayAnswer(many=True)


class FeedAnswer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="Agenda personnel : à garder pour soi.")
    webcal_url = serializers.CharField()
    public_url = serializers.CharField(help_text="Agenda public de la mairie.")


class ImportStepAnswer(serializers.Serializer[Any]):
    action = serializers.ChoiceField(["create", "update", "skip"])
    id = PrefixedIdField("evt", allow_null=True)
    uid = serializers.CharField()
    title = serializers.CharField()
    start_datetime = serializers.DateTimeField(allow_null=True)
    end_datetime = serializers.DateTimeField(allow_null=True)
    all_day = serializers.BooleanField()
    is_recurring = serializers.BooleanField()
    occurrences = serializers.IntegerField()
    reason = serializers.CharField(allow_null=True, help_text="Pourquoi il est laissé de côté.")


class ImportAnswer(serializers.Serializer[Any]):
    dry_run = serializers.BooleanField()
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    skipped = serializers.IntegerField()
    events = ImportStepAnswer(many=True)
    message = serializers.CharField()
