"""Making the occurrences of a series: at once for 18 months ahead, then in time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from shared_apps.jobs.services import Item, cancel, cancel_many, enqueue_many
from tenant_apps.events.days import zone_of
from tenant_apps.events.models import Event, Series
from tenant_apps.events.recurrence import duration_between, end_after
from tenant_apps.events.services.attendance import invite
from tenant_apps.events.services.fields import Repetition, Schedule, active_accounts, details_of
from tenant_apps.events.services.locks import lock_series
from tenant_apps.events.services.reminders import REMIND_JOB, plan_series, series_key, set_reminder

EXTEND_JOB = "events.extend_series"
AHEAD = relativedelta(months=18)
EXTENDED_EVERY = timedelta(days=30)
TRIED_AGAIN = timedelta(days=1)
# A rule that gives nothing for so long beyond the horizon has come to its end.
SEARCHED = timedelta(days=366 * 12)
MAX_AT_ONCE = 2_000
BATCH = 500


def start_series(*, event: Event, repetition: Repetition, answers: dict[str, str]) -> Series:
    """Make the event, saved or not, the first occurrence of a new series; `fill` makes the others."""
    zone = zone_of(start=event.start_at, all_day=event.all_day)
    if repetition.ends_on is not None and repetition.ends_on < event.first_day:
        raise ValidationFailed({"recurrence_end": [_("La récurrence doit finir après le premier événement.")]})
    series = Series.objects.create(
        **details_of(event),
        pattern=repetition.pattern,
        timezone=zone.key,
        anchor_at=event.start_at,
        next_position=1,
        duration=seconds(Schedule.of(event)),
        ends_on=repetition.ends_on,
        count=repetition.count,
        attendees=answers,
        created_by_id=event.created_by_id,
    )
    event.series, event.position = series, 0
    return series


def fill(*, series: Series, now: datetime) -> list[Event]:
    """Make what is missing of a held series up to 18 months ahead, invite its attendees, and plan the next time."""
    until = max(now, series.anchor_at) + AHEAD
    starts = list(islice(series.recurrence.starts(first=series.next_position, until=until), MAX_AT_ONCE + 1))
    if len(starts) > MAX_AT_ONCE:
        raise ValidationFailed({"start_datetime": [_("Cette série commence trop tôt : elle a trop d'occurrences.")]})
    events = [occurrence(series=series, position=position, start=start, now=now) for position, start in starts]
    Event.objects.bulk_create(events, batch_size=BATCH)
    invite_guests(series=series, events=events)
    if starts:
        series.next_position = starts[-1][0] + 1
    series.save()
    plan_extensions([series], now=now)
    return events


def invite_guests(*, series: Series, events: Sequence[Event]) -> None:
    """Invite whom the series invites, as long as they have an account, to events that have just been made."""
    if events and series.attendees:
        present = active_accounts(map(int, series.attendees))
        answers = {user_id: status for user_id, status in series.attendees.items() if int(user_id) in present}
        invite(event_ids=[event.pk for event in events], answers=answers)


def occurrence(*, series: Series, position: int, start: datetime, now: datetime) -> Event:
    """An occurrence that is not saved yet, as the series says."""
    event = Event(
        **details_of(series),
        series=series,
        position=position,
        created_by_id=series.created_by_id,
        created_at=now,
        updated_at=now,
    )
    schedule_in(series, start=start).apply(event)
    set_reminder(event, now=now)
    return event


def schedule_in(series: Series, *, start: datetime) -> Schedule:
    """When an occurrence of the series that starts at `start` takes place."""
    end = end_after(start, timedelta(seconds=series.duration), series.recurrence.zone)
    return Schedule(start, end, series.all_day)


def seconds(schedule: Schedule) -> int:
    """How long it lasts by the clock on the wall."""
    zone = zone_of(start=schedule.start, all_day=schedule.all_day)
    return int(duration_between(schedule.start, schedule.end, zone).total_seconds())


@transaction.atomic
def extend_series(*, series_id: int) -> None:
    """Make the occurrences that have come within 18 months."""
    series = lock_series(series_id=series_id)
    if series is not None:
        fill(series=series, now=timezone.now())
        plan_series(series_ids=[series_id])


def drop_jobs(*, series_id: int) -> None:
    """Take back the due work of a series that is gone."""
    cancel(REMIND_JOB, key=series_key(series_id))
    cancel(EXTEND_JOB, key=series_key(series_id))


def delete_occurrences(events: Sequence[Event]) -> None:
    Event.objects.filter(pk__in=[event.pk for event in events]).delete()


def plan_extensions(many: Iterable[Series], *, now: datetime) -> None:
    """Plan when more is made of each series, or take it back for those that have come to their end."""
    going = {series.pk: _goes_on(series, now) for series in many}
    due_at = now + EXTENDED_EVERY
    enqueue_many(
        EXTEND_JOB,
        [Item(series_key(number), {"series_id": number}, due_at) for number, goes_on in going.items() if goes_on],
        bulk=False,
    )
    cancel_many(EXTEND_JOB, keys=[series_key(number) for number, goes_on in going.items() if not goes_on])


def _goes_on(series: Series, now: datetime) -> bool:
    until = max(now, series.anchor_at) + AHEAD + SEARCHED
    return next(series.recurrence.starts(first=series.next_position, until=until), None) is not None
