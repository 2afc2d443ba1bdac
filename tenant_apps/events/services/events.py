"""Schedule, change and cancel events; how a whole series changes is in `series_changes`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.hooks import Hooks
from tenant_apps.dashboard.services import Actor
from tenant_apps.events import hooks
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import attendance, records, reminders
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
    _announce(event, actor, invited=guests, made_public=event.is_public)
    reminders.plan(event=event)
    return Saved(event, [event.pk, *(row.pk for row in later)])


@transaction.atomic
def update_event(*, event_id: int, actor: Actor, fields: EventFields, whole_series: bool = False) -> Saved:
    """Change what was sent of one event or, with `whole_series`, of its series from that occurrence on.

    Raises EventNotFound, ValidationFailed.
    """
    event = lock_event(event_id=event_id)
    was_public, invited_before, now = event.is_public, attendance.attendee_ids(event=event), timezone.now()
    if event.series and whole_series and fields.get("is_recurring", True):
        change = change_series(event=event, actor_id=actor.id, fields=fields, now=now)
        event_ids, invited, moved = change.event_ids, change.invited, change.moved
    else:
        if event.series and whole_series:
            stop_series(event=event, now=now)
        invited, moved, later = _change_one(event, actor, fields, now)
        event_ids = [event.pk, *(row.pk for row in later)]
    records.record_updated(event=event, actor=actor)
    if moved:
        _tell(hooks.moved, event, actor, invited_before)
    _announce(event, actor, invited=invited, made_public=event.is_public and not was_public)
    reminders.plan(event=event)
    return Saved(event, event_ids)


@transaction.atomic
def delete_event(*, event_id: int, actor: Actor, whole_series: bool = False) -> None:
    """Cancel one event or, with `whole_series`, every occurrence of its series; raises EventNotFound."""
    event = lock_event(event_id=event_id)
    series = event.series
    _tell(hooks.cancelled, event, actor, attendance.attendee_ids(event=event))
    records.record_cancelled(event=event, actor=actor)
    gone = Event.objects.filter(series=series) if series and whole_series else Event.objects.filter(pk=event_id)
    gone.delete()
    if series is None:
        reminders.drop_event(event_id=event_id)
    elif Event.objects.filter(series=series).exists():
        reminders.plan_series(series_ids=[series.pk])
    else:
        drop_series(series=series)


def _change_one(
    event: Event, actor: Actor, fields: EventFields, now: datetime
) -> tuple[Sequence[int], bool, Sequence[Event]]:
    """Change a held event alone; gives who is new, whether it moved, and the occurrences it now has after it."""
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
    invited: Sequence[int] = []
    if "attendee_ids" in fields:
        wanted = fields["attendee_ids"]
        invited = attendance.change_attendees(event=event, event_ids=[event.pk], wanted=wanted, actor_id=actor.id)
    repetition = None if event.series else Repetition.of_fields(fields)
    later = _begin_series(event, repetition, now) if repetition else []
    event.save()
    return invited, moved, later


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


def _announce(event: Event, actor: Actor, *, invited: Sequence[int], made_public: bool) -> None:
    _tell(hooks.invited, event, actor, invited)
    to_come = _to_come(event) if made_public else None
    if to_come:
        hooks.made_public.run(to_come)


def _tell(happened: Hooks[hooks.Notice, None], event: Event, actor: Actor, user_ids: Sequence[int]) -> None:
    """Everybody but whoever acts; nobody is told of what is over."""
    told = [user_id for user_id in user_ids if user_id != actor.id]
    if told and (to_come := _to_come(event)):
        happened.run(hooks.Notice(event=to_come, user_ids=told))


def _to_come(event: Event) -> Event | None:
    """The event, or the first occurrence of its series from it on, that is not over."""
    now = timezone.now()
    if event.end_at > now or event.series_id is None:
        return event if event.end_at > now else None
    later = Event.objects.defer("search").filter(series_id=event.series_id, position__gt=event.position)
    return later.filter(end_at__gt=now).order_by("position").first()
