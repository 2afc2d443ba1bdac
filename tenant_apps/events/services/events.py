"""Schedule, change and cancel events; how a whole series changes is in `series_changes`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.dashboard.services import Actor
from tenant_apps.events import hooks
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import attendance, notices, records, reminders
from tenant_apps.events.services.fields import EventFields, Repetition, Schedule, check_accounts, detail_values
from tenant_apps.events.services.locks import lock_event
from tenant_apps.events.services.series import fill, start_series
from tenant_apps.events.services.series_changes import change_series, drop_series, stop_series

REPETITION = ("is_recurring", "recurring_pattern", "recurrence_end", "recurrence_count")


@dataclass(frozen=True, slots=True)
class Saved:
    """An event as it is now, and the ids of every event that was made or changed with it."""

    event: Event
    event_ids: Sequence[int]


@transaction.atomic
def create_event(*, actor: Actor, fields: EventFields) -> Saved:
    """Make an event, with its occurrences for 18 months when it repeats; raises ValidationFailed."""
    now = timezone.now()
    guests = check_accounts(fields.get("attendee_ids", []))
    event = Event(created_by_id=actor.id, created_at=now, updated_at=now, **detail_values(fields))
    Schedule(fields["start_at"], fields["end_at"], fields.get("all_day", False)).checked().apply(event)
    reminders.set_reminder(event, now=now)
    answers = attendance.first_answers(user_ids=guests, actor_id=actor.id)
    repetition = Repetition.of_fields(fields)
    series = start_series(event=event, repetition=repetition, answers=answers) if repetition else None
    event.save()
    attendance.invite(event_ids=[event.pk], answers=answers)
    later = fill(series=series, now=now) if series else []
    records.record_scheduled(event=event, actor=actor)
    event_ids = [event.pk, *(row.pk for row in later)]
    notices.tell_guests(hooks.invited, events=_written(event_ids), actor_id=actor.id)
    notices.tell_public(events=_written(event_ids))
    reminders.plan(event=event)
    return Saved(event, event_ids)


@transaction.atomic
def update_event(*, event_id: int, actor: Actor, fields: EventFields, whole_series: bool = False) -> Saved:
    """Change what was sent of one event or, with `whole_series`, of its series from that occurrence on.

    Raises EventNotFound, ValidationFailed.
    """
    event = lock_event(event_id=event_id)
    was_public, now = event.is_public, timezone.now()
    if event.series and whole_series and fields.get("is_recurring", True):
        event_ids = change_series(event=event, actor_id=actor.id, fields=fields, now=now)
    else:
        if event.series and whole_series:
            stop_series(event=event, actor_id=actor.id, now=now)
        event_ids = _change_one(event, actor, fields, now)
    records.record_updated(event=event, actor=actor)
    if event.is_public and not was_public:
        notices.tell_public(events=_written(event_ids))
    reminders.plan(event=event)
    return Saved(event, event_ids)


@transaction.atomic
def delete_event(*, event_id: int, actor: Actor, whole_series: bool = False) -> None:
    """Cancel one event or, with `whole_series`, every occurrence of its series; raises EventNotFound."""
    event = lock_event(event_id=event_id)
    series = event.series
    gone = Event.objects.filter(series=series) if series and whole_series else Event.objects.filter(pk=event_id)
    notices.tell_guests(hooks.cancelled, events=gone, actor_id=actor.id)
    records.record_cancelled(event=event, actor=actor)
    gone.delete()
    if series is None:
        reminders.drop_event(event_id=event_id)
    elif Event.objects.filter(series=series).exists():
        reminders.plan_series(series_ids=[series.pk])
    else:
        drop_series(series=series)


def _change_one(event: Event, actor: Actor, fields: EventFields, now: datetime) -> Sequence[int]:
    """Change a held event alone, which may make it a series; gives what was written."""
    if event.series:
        _refuse_repetition(event.series, fields)
    for name, value in detail_values(fields).items():
        setattr(event, name, value)
    before = Schedule.of(event)
    schedule = before.changed(fields)
    schedule.apply(event)
    moved = schedule != before
    event.is_moved = event.is_moved or (moved and event.series is not None)
    if moved or "reminders" in fields:
        reminders.set_reminder(event, now=now, moved=moved)
    event.updated_at = now
    invited, invited_before = list[int](), attendance.attendee_ids(event=event)
    if "attendee_ids" in fields:
        wanted = fields["attendee_ids"]
        invited_before = [user_id for user_id in invited_before if user_id in wanted]
        invited = attendance.change_attendees(event=event, event_ids=[event.pk], wanted=wanted, actor_id=actor.id)
    repetition = None if event.series else Repetition.of_fields(fields)
    later = _begin_series(event, repetition, now) if repetition else []
    event.save()
    if moved:
        notices.tell(hooks.moved, event=event, actor_id=actor.id, user_ids=invited_before)
    notices.tell(hooks.invited, event=event, actor_id=actor.id, user_ids=invited)
    return [event.pk, *(row.pk for row in later)]


def _begin_series(event: Event, repetition: Repetition, now: datetime) -> Sequence[Event]:
    """Make a saved event the first of a series, and those after it."""
    reminders.drop_event(event_id=event.pk)
    guests = attendance.attendee_ids(event=event)
    answers = attendance.first_answers(user_ids=guests, actor_id=None)
    series = start_series(event=event, repetition=repetition, answers=answers)
    event.save()
    return fill(series=series, now=now)


def _refuse_repetition(series: Series, fields: EventFields) -> None:
    """One occurrence can't change how its series repeats; what is sent as it is changes nothing."""
    present = dict(zip(REPETITION, (True, series.pattern, series.ends_on, series.count), strict=True))
    sent = {name: value for name, value in fields.items() if name in present}
    text = _("La récurrence se modifie pour toute la série : ajoutez update_series=true.")
    if wrong := {name: [text] for name, value in sent.items() if value != present[name]}:
        raise ValidationFailed(wrong)


def _written(event_ids: Sequence[int]) -> QuerySet[Event]:
    return Event.objects.defer("search").filter(pk__in=event_ids)
