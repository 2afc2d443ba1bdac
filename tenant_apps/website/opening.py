"""Whether the mairie is open, until when, and its week as visitors read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LOOK_AHEAD = 14
NBSP = "\u00a0"
Slots = list[tuple[time, time]]


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


@dataclass(frozen=True, slots=True)
class Opening:
    """The state at a moment; `changes_at` is when it will be another one, None when that is not known."""

    is_open: bool
    changes_at: datetime | None
    sentence: str
    week: tuple[Day, ...]


def opening(
    *, contact: Mapping[str, Any], now: datetime, closed_on: Callable[[date, date], Mapping[date, str]]
) -> Opening | None:
    """The state at `now` (in the mairie's zone), None when no hours are known; `closed_on` gives bank holidays."""
    hours = contact.get("opening_hours") or {}
    week = {number: slots_of(hours.get(name) or {}) for number, name in enumerate(DAYS)}
    if not any(week.values()):
        return None
    today = now.date()
    closed = {**closed_on(today, today + timedelta(days=LOOK_AHEAD)), **_exceptions(contact, today)}
    days = {
        day: [] if day in closed else week[day.weekday()]
        for day in (today + timedelta(days=number) for number in range(LOOK_AHEAD))
    }
    is_open, changes_at = _state(days, now)
    shown = tuple(_day(day, days[day], week, closed, today) for day in list(days)[:7])
    return Opening(is_open, changes_at, _sentence(is_open, changes_at, today), shown)


def slots_of(day: Mapping[str, Any]) -> Slots:
    """The slots of a day, of one that only says when it opens and closes too."""
    slots = day.get("slots") or ([day] if day.get("open") and day.get("close") else [])
    return [(time.fromisoformat(slot["open"]), time.fromisoformat(slot["close"])) for slot in slots]


def clock(moment: time | datetime) -> str:
    """« 8 h 30 », « 17 h »."""
    minutes = f"{NBSP}{moment:%M}" if moment.minute else ""
    return f"{moment.hour}{NBSP}h{minutes}"


def _exceptions(contact: Mapping[str, Any], today: date) -> dict[date, str]:
    """Days of the next weeks on which the mairie has said that it is closed, each with its reason."""
    found: dict[date, str] = {}
    for closing in contact.get("exceptional_closings") or []:
        first = date.fromisoformat(closing["start"])
        last = date.fromisoformat(closing.get("end") or closing["start"])
        day = max(first, today)
        while day <= min(last, today + timedelta(days=LOOK_AHEAD)):
            found[day] = closing.get("reason") or _("Fermeture exceptionnelle")
            day += timedelta(days=1)
    return found


def _state(days: Mapping[date, Slots], now: datetime) -> tuple[bool, datetime | None]:
    for day, slots in days.items():
        for opens, closes in slots:
            start = datetime.combine(day, opens, now.tzinfo)
            end = datetime.combine(day, closes, now.tzinfo)
            if now < start:
                return False, start
            if now < end:
                return True, end
    return False, None


def _sentence(is_open: bool, changes_at: datetime | None, today: date) -> str:  # noqa: FBT001 - half of a pair
    if changes_at is None:
        return _("Fermée actuellement")
    if is_open:
        return _("Ouverte jusqu'à %(time)s") % {"time": clock(changes_at)}
    days = (changes_at.date() - today).days
    day = {0: _("aujourd'hui"), 1: _("demain")}.get(days) or date_format(changes_at, "l" if days < 7 else "l j F")
    return _("Fermée, ouvre %(day)s à %(time)s") % {"day": day, "time": clock(changes_at)}


def _day(day: date, slots: Slots, week: Mapping[int, Slots], closed: Mapping[date, str], today: date) -> Day:
    shown = tuple(f"{clock(opens)} – {clock(closes)}" for opens, closes in slots)
    note = closed[day] if day in closed and week[day.weekday()] else ""
    return Day(day, shown, day == today, note)
