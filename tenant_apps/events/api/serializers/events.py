"""Bodies and filters of events."""

from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.api.serializers import WriteSerializer
from core.tenancy.clock import local_zone
from tenant_apps.events.ical.reading import LONGEST_REMINDER, MAX_REMINDERS
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.selectors.listing import DEFAULT_ORDERING, ORDERINGS
from tenant_apps.events.services.fields import EventFields

LARGEST_ID = 2**63 - 1
MAX_TEXT = 10_000
MAX_GUESTS = 200
MAX_COUNT = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 2200
COLORS = (
    "slate", "gray", "red", "orange", "amber", "yellow", "lime", "green", "emerald", "teal", "cyan", "sky", "blue",
    "indigo", "violet", "purple", "fuchsia", "pink", "rose", "brown", "black",
)  # fmt: skip
ANSWERS = [status for status in Attendee.Status.values if status != Attendee.Status.PENDING]
RENAMED = {"start_datetime": "start_at", "end_datetime": "end_at", "attendees_ids": "attendee_ids"}
OUT_OF_RANGE = _("Une date de %(first)d à %(last)d est attendue.") % {"first": FIRST_YEAR, "last": LAST_YEAR}


class MomentField(serializers.DateTimeField):
    """A moment; one without a time zone is read in the mairie's."""

    def default_timezone(self) -> tzinfo:
        return local_zone()

    def to_internal_value(self, value: Any) -> datetime:
        moment: datetime = super().to_internal_value(value).astimezone(UTC)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise serializers.ValidationError(OUT_OF_RANGE)
        return moment.replace(microsecond=0)


class DayField(serializers.DateField):
    """A day within reason."""

    def to_internal_value(self, value: Any) -> date:
        day: date = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise serializers.ValidationError(OUT_OF_RANGE)
        return day


class ColorField(serializers.RegexField):
    """One of the interface's colours by name, or `#RRGGBB`."""

    default_error_messages = {"invalid": _("Une couleur est un nom (blue, green, red…) ou s'écrit #RRVVBB.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rf"\A(?:{'|'.join(COLORS)}|#[0-9A-Fa-f]{{6}})\Z", **kwargs)


class LocationBody(WriteSerializer):
    name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    address = serializers.CharField(max_length=300, required=False, allow_blank=True)


class EventChanges(WriteSerializer):
    """What may be changed; the fields that are not sent stay."""

    title = serializers.CharField(max_length=200, required=False)
    description = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True)
    category = serializers.ChoiceField(Event.Category.choices, required=False)
    priority = serializers.ChoiceField(Event.Priority.choices, required=False)
    color = ColorField(required=False)
    start_datetime = MomentField(required=False)
    end_datetime = MomentField(required=False)
    all_day = serializers.BooleanField(required=False)
    location = LocationBody(required=False, allow_null=True)
    attendees_ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID), max_length=MAX_GUESTS, required=False
    )
    is_recurring = serializers.BooleanField(required=False)
    recurring_pattern = serializers.ChoiceField(Series.Pattern.choices, required=False, allow_null=True)
    recurrence_end = DayField(required=False, allow_null=True, help_text="Dernier jour possible, à la mairie.")
    recurrence_count = serializers.IntegerField(min_value=1, max_value=MAX_COUNT, required=False, allow_null=True)
    reminders = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=LONGEST_REMINDER),
        max_length=MAX_REMINDERS,
        required=False,
        help_text="Minutes avant le début.",
    )
    notes = serializers.CharField(max_length=MAX_TEXT, required=False, allow_blank=True)
    is_public = serializers.BooleanField(required=False)


class EventUpdateBody(EventChanges):
    update_series = serializers.BooleanField(
        required=False, help_text="Modifier cette occurrence et toutes les suivantes."
    )


class EventBody(EventChanges):
    """A new event: private and of medium priority unless it is said otherwise."""

    title = serializers.CharField(max_length=200)
    start_datetime = MomentField()
    end_datetime = MomentField()


class EventQuery(WriteSerializer):
    start_date = DayField(required=False, help_text="Premier jour, à la mairie.")
    end_date = DayField(required=False, help_text="Dernier jour, à la mairie.")
    category = serializers.ChoiceField(Event.Category.choices, required=False)
    priority = serializers.ChoiceField(Event.Priority.choices, required=False)
    search = serializers.CharField(max_length=200, required=False)
    ordering = serializers.ChoiceField(ORDERINGS, default=DEFAULT_ORDERING)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "start_date" in attrs and "end_date" in attrs and attrs["end_date"] < attrs["start_date"]:
            raise serializers.ValidationError({"end_date": _("La fin doit suivre le début.")})
        return attrs


class UpdateQuery(WriteSerializer):
    update_series = serializers.BooleanField(
        required=False, default=False, help_text="Modifier cette occurrence et toutes les suivantes."
    )


class DeleteQuery(WriteSerializer):
    delete_series = serializers.BooleanField(
        required=False, default=False, help_text="Supprimer toute la série récurrente."
    )


class AnswerBody(WriteSerializer):
    status = serializers.ChoiceField(ANSWERS)
    update_series = serializers.BooleanField(
        required=False, default=False, help_text="Répondre pour cette occurrence et toutes les suivantes."
    )


class CalendarQuery(WriteSerializer):
    view = serializers.ChoiceField(["week", "month"], default="week")
    date = DayField(required=False, help_text="Un jour de la période ; aujourd'hui par défaut.")


class ImportBody(WriteSerializer):
    file = serializers.FileField(allow_empty_file=True, help_text="Un agenda au format iCalendar (.ics).")
    dry_run = serializers.BooleanField(required=False, help_text="Montrer ce que l'import ferait, sans rien changer.")
    is_public = serializers.BooleanField(
        required=False, default=False, help_text="Rendre publics les nouveaux événements dont le fichier ne dit rien."
    )


class ImportQuery(WriteSerializer):
    dry_run = serializers.BooleanField(required=False, default=False)


def as_fields(body: dict[str, Any]) -> EventFields:
    """A validated body as what the services take."""
    fields = {RENAMED.get(name, name): value for name, value in body.items() if name != "update_series"}
    return EventFields(**fields)  # type: ignore[typeddict-item]  # validated by the serializers above
