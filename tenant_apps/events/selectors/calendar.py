"""The calendar of a week or a month: each day with its events and bank holidays."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from core.api import ids
from core.tenancy import require
from core.tenancy.clock import local_zone
from tenant_apps.events.bank_holidays import bank_holidays
from tenant_apps.events.selectors.statements import fetch
from tenant_apps.events.selectors.visibility import Reader

View = Literal["week", "month"]
DAY_NAMES = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")
DAY_START, DAY_END = "00:00", "23:59"
STATEMENT = """
SELECT e.id, e.title, e.start_at, e.end_at, e.all_day, e.first_day, e.last_day, e.category, e.priority, e.color,
       e.location_name, e.is_public, e.series_id IS NOT NULL
FROM events_event e
WHERE e.first_day <= %(last)s AND e.last_day >= %(first)s
  AND e.start_at >= %(first)s::date - 368 AND e.start_at < %(last)s::date + 2 AND {visible}
ORDER BY e.all_day DESC, e.start_at, e.id
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the period."""

    id: int
    title: str
    start_at: datetime
    end_at: datetime
    all_day: bool
    first_day: date
    last_day: date
    category: str
    priority: str
    color: str
    location_name: str
    is_public: bool
    is_recurring: bool


def calendar(*, reader: Reader, view: View, day: date | None = None) -> dict[str, Any]:
    """The week (from Monday) or month that holds `day` (today, at the mairie), in one statement."""
    zone = local_zone()
    first, last = _bounds(view, day or datetime.now(UTC).astimezone(zone).date())
    values = {"first": first, "last": last, "reader": reader.id}
    entries = [Entry(*row) for row in fetch(STATEMENT.format(visible=reader.condition), values)]
    names = bank_holidays(municipality_code=require().code, first=first, last=last)
    by_day = _by_day(entries, first, last, zone)
    return {
        "view": view,
        "start_date": first,
        "end_date": last,
        "days": [_day(day, events, names.get(day)) for day, events in by_day.items()],
        "holidays": [{"date": day, "name": name} for day, name in names.items()],
    }


def _bounds(view: View, day: date) -> tuple[date, date]:
    if view == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _by_day(entries: list[Entry], first: date, last: date, zone: ZoneInfo) -> dict[date, list[dict[str, Any]]]:
    """Every day of the period with what is shown on it; an event is on each day it spans."""
    days: dict[date, list[dict[str, Any]]] = {
        first + timedelta(days=number): [] for number in range((last - first).days + 1)
    }
    for entry in entries:
        day, end = max(entry.first_day, first), min(entry.last_day, last)
        while day <= end:
            days[day].append(_on_day(entry, day, zone))
            day += timedelta(days=1)
    return days


def _day(day: date, events: list[dict[str, Any]], holiday: str | None) -> dict[str, Any]:
    return {
        "date": day,
        "day_name": DAY_NAMES[day.weekday()],
        "events": events,
        "holidays": [{"name": holiday, "all_day": True}] if holiday else [],
    }


def _on_day(entry: Entry, day: date, zone: ZoneInfo) -> dict[str, Any]:
    """The part of an event that falls on the day; times are the mairie's and stay within the day."""
    starts_here = day == entry.first_day and not entry.all_day
    end = entry.end_at.astimezone(zone)
    ends_here = day == entry.last_day and not entry.all_day and end.date() == day
    return {
        "id": ids.encode("evt", entry.id),
        "title": entry.title,
        "start_time": f"{entry.start_at.astimezone(zone):%H:%M}" if starts_here else DAY_START,
        "end_time": f"{end:%H:%M}" if ends_here else DAY_END,
        "start_datetime": entry.start_at,
        "end_datetime": entry.end_at,
        "all_day": entry.all_day,
        "continues_before": day > entry.first_day,
        "continues_after": day < entry.last_day,
        "category": entry.category,
        "priority": entry.priority,
        "color": entry.color,
        "location_name": entry.location_name,
        "is_public": entry.is_public,
        "is_recurring": entry.is_recurring,
    }
