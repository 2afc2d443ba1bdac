"""Reminders: one row of due work for each event, or for a whole series, at the moment of the next one."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.db.models.functions import Now

from shared_apps.jobs.services import Item, cancel, cancel_many, enqueue, enqueue_many
from tenant_apps.events import hooks
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.services.fields import active_accounts

REMIND_JOB = "events.remind"
# One that fails keeps those after it back.
TRIED_AGAIN = timedelta(hours=1)


def next_reminder(*, start: datetime, reminders: Iterable[int], after: datetime) -> datetime | None:
    """The moment of the first reminder that comes after `after`."""
    moments = (start - timedelta(minutes=minutes) for minutes in reminders)
    return min((moment for moment in moments if moment > after), default=None)


def set_reminder(event: Event, *, now: datetime, moved: bool = True) -> None:
    """Find the next reminder anew; of an event that was not moved one that is overdue is still to be given."""
    overdue = not moved and event.remind_at is not None and event.remind_at <= now
    after = event.remind_at - timedelta(microseconds=1) if overdue and event.remind_at else now
    event.remind_at = next_reminder(start=event.start_at, reminders=event.reminders, after=after)


def plan_event(*, event: Event) -> None:
    """Enqueue the next reminder of an event outside any series, or take it back."""
    if event.remind_at:
        enqueue(REMIND_JOB, key=event_key(event.pk), payload={"event_id": event.pk}, due_at=event.remind_at)
    else:
        drop_event(event_id=event.pk)


def drop_event(*, event_id: int) -> None:
    """Take back the due reminder of an event that is gone or belongs to a series now."""
    cancel(REMIND_JOB, key=event_key(event_id))


def drop_events(*, event_ids: Sequence[int]) -> None:
    """The same for many."""
    cancel_many(REMIND_JOB, keys=[event_key(number) for number in event_ids])


def plan_events(*, events: Sequence[Event]) -> None:
    """The same for many events."""
    due = [event for event in events if event.remind_at]
    items = [Item(event_key(event.pk), {"event_id": event.pk}, event.remind_at) for event in due]
    enqueue_many(REMIND_JOB, items, bulk=False)
    cancel_many(REMIND_JOB, keys=[event_key(event.pk) for event in events if not event.remind_at])


def plan_series(*, series_ids: Sequence[int]) -> None:
    """Enqueue the next reminder of each series, or take it back; whoever calls holds them."""
    rows = Event.objects.filter(series__in=series_ids, remind_at__isnull=False).order_by().values("series_id")
    due = dict(rows.annotate(moment=Min("remind_at")).values_list("series_id", "moment"))
    items = [Item(series_key(number), {"series_id": number}, moment) for number, moment in due.items()]
    enqueue_many(REMIND_JOB, items, bulk=False)
    cancel_many(REMIND_JOB, keys=[series_key(number) for number in series_ids if number not in due])


def plan(*, event: Event) -> None:
    """Enqueue or take back the next reminder of whatever the event belongs to."""
    if event.series_id:
        plan_series(series_ids=[event.series_id])
    else:
        plan_event(event=event)


@transaction.atomic
def remind_event(*, event_id: int) -> None:
    """Give the due reminders of an event, each once, and plan the next."""
    for event in _due(id=event_id):
        _give(event)
        plan(event=event)


@transaction.atomic
def remind_series(*, series_id: int) -> None:
    """The same for every occurrence of a series."""
    if not Series.objects.select_for_update(no_key=True).filter(pk=series_id).exists():
        return
    for event in _due(series_id=series_id):
        _give(event)
    plan_series(series_ids=[series_id])


def event_key(event_id: int) -> str:
    return f"evt:{event_id}"


def series_key(series_id: int) -> str:
    return f"ser:{series_id}"


def _due(**place: int) -> list[Event]:
    """Locked events with a due reminder, and the database's clock, which is the one their job was due by."""
    events = Event.objects.select_for_update(no_key=True).defer("search").annotate(clock=Now())
    return list(events.filter(**place, remind_at__lte=Now()).order_by("start_at", "id"))


def _give(event: Event) -> None:
    """Tell what is due, unless the event is over, and remember that it has been told."""
    clock: datetime = event.clock  # type: ignore[attr-defined]
    if event.end_at > clock:
        user_ids = _recipients(event)
        for minutes in sorted(event.reminders, reverse=True):
            moment = event.start_at - timedelta(minutes=minutes)
            if event.remind_at and event.remind_at <= moment <= clock and user_ids:
                hooks.reminded.run(hooks.Reminder(event=event, user_ids=user_ids, minutes=minutes))
    event.remind_at = next_reminder(start=event.start_at, reminders=event.reminders, after=clock)
    event.save(update_fields=["remind_at"])


def _recipients(event: Event) -> list[int]:
    """Who has not declined; whoever made the event when nobody is invited."""
    invited = list(Attendee.objects.filter(event=event).order_by("id").values_list("user_id", "status"))
    coming = [user_id for user_id, status in invited if status != Attendee.Status.DECLINED]
    present = active_accounts(coming if invited else [event.created_by_id])
    return [user_id for user_id in (coming if invited else [event.created_by_id]) if user_id in present]
