"""The calendar of a month as a grid of whole weeks."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tenant_apps.events.selectors.holidays import local_bank_holidays
from tenant_apps.events.selectors.public import PublicEvent, days_between, events_of

# How far the calendar can be turned, so that no robot turns it for ever.
MONTHS_BEHIND, MONTHS_AHEAD = 12, 24


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid with what happens on it."""

    date: date
    in_month: bool
    is_today: bool
    holiday: str
    events: tuple[PublicEvent, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month that can be looked at, and its neighbours as far as they can be."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]
    previous: date | None
    following: date | None

    @property
    def days_with_events(self) -> list[Day]:
        return [day for week in self.weeks for day in week if day.in_month and (day.events or day.holiday)]

    @property
    def is_empty(self) -> bool:
        return not any(day.events for week in self.weeks for day in week if day.in_month)


def month_from(text: str, *, today: date) -> date | None:
    """`"2026-12"` → its first day, "" → this month's; None for anything else and for what is too far away."""
    if not text:
        return today.replace(day=1)
    if len(text) != 7 or text[4] != "-":
        return None
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if -MONTHS_BEHIND <= _distance(today, first) <= MONTHS_AHEAD else None


def month(first: date, *, today: date) -> Month:
    """The month's grid, in one statement."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=6 - last.weekday())
    events, names = events_of(first=monday, last=sunday), local_bank_holidays(first=monday, last=sunday)
    days = [
        Day(
            date=day,
            in_month=day.month == first.month,
            is_today=day == today,
            holiday=names.get(day, ""),
            events=tuple(event for event in events if event.first_day <= day <= event.last_day),
        )
        for day in days_between(monday, sunday)
    ]
    weeks = tuple(tuple(days[number : number + 7]) for number in range(0, len(days), 7))
    previous, following = (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1)
    return Month(
        first=first,
        weeks=weeks,
        previous=previous if _distance(today, previous) >= -MONTHS_BEHIND else None,
        following=following if _distance(today, following) <= MONTHS_AHEAD else None,
    )


def _distance(start: date, end: date) -> int:
    """Months from one to the other."""
    return (end.year - start.year) * 12 + end.month - start.month
