"""Write an imported series: its rule for the time to come, and its occurrences from a year ago on."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tenant_apps.dashboard.services import Actor
from tenant_apps.events.ical.values import Imported, Repeats
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import reminders
from tenant_apps.events.services.fields import details_of
from tenant_apps.events.services.locks import lock_series
from tenant_apps.events.services.occurrences import write_times
from tenant_apps.events.services.series import AHEAD, BATCH, fill, occurrence, schedule_in, seconds

PAST = timedelta(days=366)
Starts = Sequence[tuple[int, datetime]]


def starts_of(repeats: Repeats, *, now: datetime) -> list[tuple[int, datetime]]:
    """(position, start) of the occurrences that the file leaves in, from a year ago to 18 months ahead."""
    found = repeats.recurrence.starts(first=0, until=_horizon(repeats, now))
    return [(position, start) for position, start in found if start >= now - PAST and not repeats.leaves_out(start)]


def write_series(
    *, imported: Imported, starts: Starts, actor: Actor, defaults: dict[str, bool], now: datetime
) -> int | None:
    """Make the series, or bring it and its occurrences up to date; gives the first occurrence."""
    if imported.repeats is None:
        return None
    found = Series.objects.filter(uid=imported.uid).values_list("pk", flat=True).first()
    series = lock_series(series_id=found) if found else None
    if series is None:
        series = Series(uid=imported.uid, created_by_id=actor.id, **defaults)
    _apply(series, imported)
    series.next_position = _last_position(imported.repeats, now) + 1
    series.save()
    first_id = _write_occurrences(series, imported, imported.repeats, starts, now)
    fill(series=series, now=now)
    reminders.plan_series(series_id=series.pk)
    return first_id


def _last_position(repeats: Repeats, now: datetime) -> int:
    """The last occurrence within 18 months, whether or not the file leaves it in."""
    recurrence = repeats.recurrence
    return max(position for position, _start in recurrence.starts(first=0, until=_horizon(repeats, now)))


def _horizon(repeats: Repeats, now: datetime) -> datetime:
    return max(now, repeats.recurrence.anchor) + AHEAD


def _apply(series: Series, imported: Imported) -> None:
    """The rule and the details as the file has them; what it does not say stays."""
    recurrence = imported.repeats.recurrence if imported.repeats else series.recurrence
    for name, value in imported.values.items():
        setattr(series, name, value)
    series.all_day, series.duration = imported.schedule.all_day, seconds(imported.schedule)
    series.pattern, series.rule = recurrence.pattern, recurrence.rule
    series.timezone, series.anchor_at = recurrence.zone.key, recurrence.anchor
    series.anchor_position, series.ends_on, series.count = 0, recurrence.ends_on, recurrence.count


def _write_occurrences(series: Series, imported: Imported, repeats: Repeats, starts: Starts, now: datetime) -> int:
    """Occurrences that the file no longer has are deleted; those of more than a year ago are left alone."""
    rows = Event.objects.defer("search").filter(series=series, start_at__gte=now - PAST)
    known = {row.position: row for row in rows.order_by("position").select_for_update(no_key=True)}
    wanted = {position for position, _start in starts}
    Event.objects.filter(pk__in=[row.pk for position, row in known.items() if position not in wanted]).delete()
    kept = [row for position, row in known.items() if position in wanted]
    Event.objects.filter(pk__in=[row.pk for row in kept]).update(**imported.values, updated_at=now)
    events = [_occurrence(series, known.get(position), position, start, now) for position, start in starts]
    for event, (_position, start) in zip(events, starts, strict=True):
        _change(event, repeats.change_of(start))
        reminders.set_reminder(event, now=now)
    write_times(kept)
    for row in kept:
        if row.is_moved:
            row.save()
    Event.objects.bulk_create([event for event in events if event.pk is None], batch_size=BATCH)
    return events[0].pk


def _occurrence(series: Series, row: Event | None, position: int, start: datetime, now: datetime) -> Event:
    """The row there is, as the series has it, or a new one."""
    if row is None:
        return occurrence(series=series, position=position, start=start, now=now)
    for name, value in details_of(series).items():
        setattr(row, name, value)
    schedule_in(series, start=start).apply(row)
    row.is_moved, row.updated_at = False, now
    return row


def _change(event: Event, change: Imported | None) -> None:
    """Let an occurrence say what the file says of it alone; it counts as moved, so that it keeps it."""
    if change is None:
        return
    for name, value in change.values.items():
        setattr(event, name, value)
    change.schedule.apply(event)
    event.is_moved = True
