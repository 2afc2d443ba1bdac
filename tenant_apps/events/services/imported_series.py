"""Write imported series: their rules for the time to come, and their occurrences from a year ago on.

As many statements for a thousand series as for one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tenant_apps.dashboard.services import Actor
from tenant_apps.events.ical.values import Imported, Repeats
from tenant_apps.events.models import Event, Series
from tenant_apps.events.services import reminders
from tenant_apps.events.services.imported_events import fill_in
from tenant_apps.events.services.locks import lock_imported_series
from tenant_apps.events.services.occurrences import write_events, write_series_rows
from tenant_apps.events.services.series import (
    AHEAD,
    invite_guests,
    occurrence,
    plan_extensions,
    schedule_in,
    seconds,
)

PAST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """(position, start) of those that the file leaves in, from a year ago to 18 months ahead; and the next position."""

    starts: Sequence[tuple[int, datetime]] = ()
    next_position: int = 0


NONE = Occurrences()


@dataclass(slots=True)
class Taken:
    """A series on its way in, with the occurrences by position: those of the mairie, and those that are new."""

    imported: Imported
    repeats: Repeats
    found: Occurrences
    series: Series
    known: dict[int, Event] = field(default_factory=dict)
    new: list[Event] = field(default_factory=list)


def occurrences_of(repeats: Repeats, *, now: datetime) -> Occurrences:
    """What the rule gives until 18 months ahead, and which of it is imported."""
    horizon = max(now, repeats.recurrence.anchor) + AHEAD
    given = list(repeats.recurrence.starts(first=0, until=horizon))
    kept = [(place, start) for place, start in given if start >= now - PAST and not repeats.named.leaves_out(start)]
    return Occurrences(kept, given[-1][0] + 1 if given else 0)


def write_series(
    *, found: Sequence[tuple[Imported, Occurrences]], actor: Actor, defaults: Mapping[str, bool], now: datetime
) -> dict[str, int]:
    """Make the series, or bring them and their occurrences up to date; gives uid → first occurrence."""
    taken = list(_taken(found, actor, defaults))
    write_series_rows([item.series for item in taken])
    gone = [row.pk for item in taken for row in _no_longer_there(item, now)]
    Event.objects.filter(pk__in=gone).delete()
    first = _bring_up(taken, now)
    write_series_rows([item.series for item in taken if _goes_on_changed(item)])
    for item in taken:
        invite_guests(series=item.series, events=item.new)
    plan_extensions([item.series for item in taken], now=now)
    reminders.plan_series(series_ids=[item.series.pk for item in taken])
    return {uid: event.pk for uid, event in first.items()}


def _taken(
    found: Sequence[tuple[Imported, Occurrences]], actor: Actor, defaults: Mapping[str, bool]
) -> Iterator[Taken]:
    """With the series and the occurrences that are there, held."""
    known = {series.uid: series for series in lock_imported_series(uids=[imported.uid for imported, _given in found])}
    rows: dict[int, dict[int, Event]] = {}
    events = Event.objects.defer("search").filter(series__in=known.values()).order_by("pk")
    for row in events.select_for_update(no_key=True):
        rows.setdefault(row.series_id or 0, {})[row.position or 0] = row
    for imported, given in found:
        if imported.repeats:
            series = known.get(imported.uid) or Series(uid=imported.uid, created_by_id=actor.id, **defaults)
            _apply(series, imported, imported.repeats, given)
            yield Taken(imported, imported.repeats, given, series, rows.get(series.pk, {}))


def _apply(series: Series, imported: Imported, repeats: Repeats, given: Occurrences) -> None:
    """The rule and the details as the file has them; what it does not say stays."""
    recurrence = repeats.recurrence
    for name, value in imported.values.items():
        setattr(series, name, value)
    series.all_day, series.duration = imported.schedule.all_day, seconds(imported.schedule)
    series.pattern, series.rule = recurrence.pattern, recurrence.rule
    series.timezone, series.anchor_at = recurrence.zone.key, recurrence.anchor
    series.anchor_position, series.next_position = 0, given.next_position
    series.ends_on, series.count = recurrence.ends_on, recurrence.count


def _goes_on_changed(item: Taken) -> bool:
    """Let what the series will make follow the change that holds last, if there is one; gives whether there is.

    An imported rule that names its days goes on by them.
    """
    named, series = item.repeats.named, item.series
    changed = [(position, change) for position, start in item.found.starts if (change := named.onward_of(start))]
    if not changed:
        return False
    last = changed[-1][1].instance
    position, change = next(one for one in changed if one[1].instance == last)
    for name, value in change.values.items():
        setattr(series, name, value)
    series.all_day, series.duration = change.schedule.all_day, seconds(change.schedule)
    series.anchor_position, series.anchor_at = position, change.schedule.start
    return True


def _no_longer_there(item: Taken, now: datetime) -> list[Event]:
    """Occurrences that the file no longer has; those of more than a year ago are left alone."""
    wanted = {position for position, _start in item.found.starts}
    rows = item.known.items()
    return [row for position, row in rows if position not in wanted and row.start_at >= now - PAST]


def _bring_up(taken: Sequence[Taken], now: datetime) -> dict[str, Event]:
    """Let every occurrence say what the file says; gives uid → first occurrence."""
    first: dict[str, Event] = {}
    changed = []
    for item in taken:
        for position, start in item.found.starts:
            event = item.known.get(position)
            if event is None:
                event = occurrence(series=item.series, position=position, start=start, now=now)
                item.new.append(event)
            if _say(item, event, start, now):
                changed.append(event)
            first.setdefault(item.imported.uid, event)
    write_events(changed)
    return first


def _say(item: Taken, event: Event, start: datetime, now: datetime) -> bool:
    """One that the file speaks of by itself counts as moved, so that it keeps that; gives whether anything is new."""
    named = item.repeats.named
    values, schedule = item.imported.values, schedule_in(item.series, start=start)
    if onward := named.onward_of(start):
        values, schedule = {**values, **onward.values}, onward.schedule
    change = named.change_of(start)
    if change:
        values, schedule = {**values, **change.values}, change.schedule
    stays = event.is_moved is (change is not None)
    event.is_moved = change is not None
    return fill_in(event, values=values, schedule=schedule, now=now) or not stays
