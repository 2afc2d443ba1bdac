"""Changing a series from one of its occurrences on.

What was sent is applied to that occurrence and all later ones, and to those the series will make; what is sent
unchanged changes nothing, so an occurrence keeps what it was given of its own. One that was moved by itself keeps its
time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.events import hooks
from tenant_apps.events.days import zone_of
from tenant_apps.events.models import Attendee, Event, Series
from tenant_apps.events.recurrence import to_utc, to_wall
from tenant_apps.events.services import attendance, notices, reminders
from tenant_apps.events.services.fields import EventFields, Repetition, Schedule, detail_values
from tenant_apps.events.services.locks import lock_occurrences
from tenant_apps.events.services.occurrences import write_times
from tenant_apps.events.services.series import delete_occurrences, drop_jobs, fill, schedule_in, seconds

# Beyond any occurrence that has been made.
FAR = relativedelta(years=5)
UTC = "UTC"
NONE = timedelta(0)


def change_series(*, event: Event, actor_id: int, fields: EventFields, now: datetime) -> Sequence[int]:
    """Change a held occurrence and all that follow it, and tell their guests; raises ValidationFailed.

    Gives the occurrences that were written.
    """
    series, position = place_of(event)
    values = {name: value for name, value in detail_values(fields).items() if getattr(event, name) != value}
    schedule = Schedule.of(event).changed(fields)
    moved = schedule != Schedule.of(event)
    for name, value in values.items():
        setattr(series, name, value)
    shift = _reschedule(event, schedule, keeps_rule=_keeps_rule(series, fields)) if moved else NONE
    rows, rhythm = lock_occurrences(series=series, first=position), series.pattern
    starts = _repeat(series, position, schedule, fields, rows, shift)
    kept = [row for row in rows if row.position in starts]
    if series.pattern == rhythm:
        _cancel([row for row in rows if row.position not in starts], actor_id)
    else:
        delete_occurrences([row for row in rows if row.position not in starts])
    Event.objects.filter(pk__in=[row.pk for row in kept]).update(**values, updated_at=now)
    if moved or "reminders" in values:
        times = {**{place: schedule_in(series, start=start) for place, start in starts.items()}, position: schedule}
        for row in kept:
            row.reminders = values.get("reminders", row.reminders)
            follows = moved and (row.pk == event.pk or not row.is_moved)
            _set_time(row, times[row.position or 0] if follows else None, now=now)
        write_times(kept)
    invited = _change_guests(event, series, kept, fields, actor_id)
    made = fill(series=series, now=now)
    event.refresh_from_db()
    event_ids = [row.pk for row in [*kept, *made]]
    _tell(event_ids, actor_id, invited=invited, moved=moved)
    return event_ids


def stop_series(*, event: Event, actor_id: int, now: datetime) -> None:
    """Let a held occurrence be the last: it becomes an event of its own, those after it are deleted."""
    series, position = place_of(event)
    _cancel(lock_occurrences(series=series, first=position + 1), actor_id)
    event.series, event.position, event.is_moved = None, None, False
    event.save(update_fields=["series", "position", "is_moved"])
    if Event.objects.filter(series=series).exists():
        series.ends_on, series.count, series.next_position = None, position, position
        series.save(update_fields=["ends_on", "count", "next_position"])
        fill(series=series, now=now)
        reminders.plan_series(series_ids=[series.pk])
    else:
        drop_series(series=series)


def drop_series(*, series: Series) -> None:
    """Delete a series with the occurrences it still has, and its due work."""
    series_id = series.pk
    Event.objects.filter(series_id=series_id).delete()
    series.delete()
    drop_jobs(series_id=series_id)


def _cancel(rows: Sequence[Event], actor_id: int) -> None:
    """Delete occurrences that will not take place, and tell those who were invited."""
    gone = Event.objects.filter(pk__in=[row.pk for row in rows])
    notices.tell_guests(hooks.cancelled, events=gone, actor_id=actor_id)
    delete_occurrences(rows)


def _tell(event_ids: Sequence[int], actor_id: int, *, invited: Sequence[int], moved: bool) -> None:
    """Who is new learns of the invitation, the others of the new time, but for occurrences that keep their own."""
    events = Event.objects.filter(pk__in=event_ids)
    if moved:
        guests = Attendee.objects.filter(event__in=event_ids).exclude(user_id__in=invited)
        known = set(guests.values_list("user_id", flat=True))
        notices.tell_guests(hooks.moved, events=events.filter(is_moved=False), actor_id=actor_id, only=known)
    notices.tell_guests(hooks.invited, events=events, actor_id=actor_id, only=invited)


def place_of(event: Event) -> tuple[Series, int]:
    """The series of an occurrence and its position there."""
    if event.series is None or event.position is None:
        raise ValueError(f"event {event.pk} belongs to no series")
    return event.series, event.position


def _keeps_rule(series: Series, fields: EventFields) -> bool:
    """Whether an imported rule goes on to decide about the days."""
    return bool(series.rule) and (fields.get("recurring_pattern") or series.pattern) == series.pattern


def _reschedule(event: Event, schedule: Schedule, *, keeps_rule: bool) -> timedelta:
    """Move the rule as the occurrence is moved: by the same days and hours of the clock on the wall, which it gives."""
    series, position = place_of(event)
    bare_dates = zone_of(start=schedule.start, all_day=schedule.all_day).key == UTC
    series.all_day, series.duration = schedule.all_day, seconds(schedule)
    zone = ZoneInfo(series.timezone)
    due = event.start_at if position < series.anchor_position else series.recurrence.start_of(position)
    if due is None or bare_dates != (series.timezone == UTC):
        _anchor(series, position, schedule)
        return NONE
    shift = to_wall(schedule.start, zone) - to_wall(due, zone)
    if keeps_rule and to_wall(schedule.start, zone).date() != to_wall(due, zone).date():
        text = _("Cette série importée suit sa propre règle : seules ses heures changent, ou son rythme.")
        raise ValidationFailed({"start_datetime": [text]})
    series.anchor_at = _moved(series.anchor_at, shift, zone)
    if position >= series.anchor_position and series.recurrence.start_of(position) != schedule.start:
        _anchor(series, position, schedule)
    return shift


def _moved(moment: datetime, shift: timedelta, zone: ZoneInfo) -> datetime:
    return to_utc(to_wall(moment, zone) + shift, zone) if shift else moment


def _anchor(series: Series, position: int, schedule: Schedule) -> None:
    """Count from this occurrence on."""
    series.timezone = zone_of(start=schedule.start, all_day=schedule.all_day).key
    series.anchor_at, series.anchor_position = schedule.start, position


def _repeat(
    series: Series, position: int, schedule: Schedule, fields: EventFields, rows: Sequence[Event], shift: timedelta
) -> dict[int, datetime]:
    """Change rhythm and end as far as they were sent; gives position → start of the occurrences that stay."""
    current = Repetition(series.pattern, series.ends_on, series.count)
    repetition = current.changed(fields)
    series.ends_on, series.count = repetition.ends_on, repetition.count
    if repetition.pattern != series.pattern:
        series.pattern, series.rule = repetition.pattern, ""
        _anchor(series, position, schedule)
        series.next_position = position + 1
    until = max(series.anchor_at, rows[-1].start_at) + FAR
    found = series.recurrence.starts(first=position, until=until)
    starts = _before_the_rule(series, rows, shift) | dict(takewhile(lambda item: item[0] < series.next_position, found))
    if position not in starts:
        field = "recurrence_end" if series.count is None else "recurrence_count"
        raise ValidationFailed({field: [_("La récurrence doit comprendre l'événement modifié.")]})
    series.next_position = max(starts) + 1
    return starts


def _before_the_rule(series: Series, rows: Sequence[Event], shift: timedelta) -> dict[int, datetime]:
    """Occurrences of before the rule became what it is: they are when they are, moved along, unless it has to end."""
    zone = ZoneInfo(series.timezone)
    earlier = [row for row in rows if (row.position or 0) < series.anchor_position]
    starts = {row.position or 0: _moved(row.start_at, shift, zone) for row in earlier}
    return {place: start for place, start in starts.items() if series.recurrence.has(place, to_wall(start, zone))}


def _set_time(row: Event, schedule: Schedule | None, *, now: datetime) -> None:
    """Give an occurrence the time of its series, or leave it its own, and find its next reminder."""
    if schedule:
        schedule.apply(row)
        row.is_moved = False
    reminders.set_reminder(row, now=now, moved=schedule is not None)


def _change_guests(
    event: Event, series: Series, rows: Sequence[Event], fields: EventFields, actor_id: int
) -> Sequence[int]:
    """Invite and uninvite for all of it; gives who is new."""
    if "attendee_ids" not in fields:
        return []
    event_ids, wanted = [row.pk for row in rows], fields["attendee_ids"]
    invited = attendance.change_attendees(event=event, event_ids=event_ids, wanted=wanted, actor_id=actor_id)
    attendance.change_series_attendees(series=series, wanted=wanted, actor_id=actor_id)
    return invited
