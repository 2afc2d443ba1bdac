"""The mairie's week as visitors read it, from today on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils.formats import date_format

from tenant_apps.website.hours import DAYS, NBSP, clock
from tenant_apps.website.selectors.opening import closed_days


@dataclass(frozen=True, slots=True)
class Day:
    """One of the next seven days; `note` says why it is closed although its weekday is open."""

    date: date
    slots: tuple[str, ...]
    is_today: bool
    note: str

    @property
    def name(self) -> str:
        return date_format(self.date, "l").capitalize()


def coming_week(*, contact: Mapping[str, Any], today: date) -> list[Day]:
    """The next seven days; none while the mairie has not given its hours."""
    hours = contact.get("opening_hours") or {}
    if not any(slots_of(hours.get(name)) for name in DAYS):
        return []
    days = [today + timedelta(days=number) for number in range(len(DAYS))]
    closed = closed_days(contact=contact, first=days[0], last=days[-1])
    return [_day(day, slots_of(hours.get(DAYS[day.weekday()])), closed.get(day), today) for day in days]


def slots_of(day: Mapping[str, Any] | None) -> list[tuple[time, time]]:
    """When a day opens and closes, once for each of its slots."""
    slots = (day or {}).get("slots") or []
    return [(time.fromisoformat(slot["open"]), time.fromisoformat(slot["close"])) for slot in slots]


def _day(day: date, slots: list[tuple[time, time]], closing: str | None, today: date) -> Day:
    shown = () if closing else tuple(f"{clock(opens)}{NBSP}– {clock(closes)}" for opens, closes in slots)
    return Day(day, shown, day == today, note=closing if closing and slots else "")
