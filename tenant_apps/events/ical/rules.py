"""RRULE → a recurrence of this app."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext as _
from icalendar import vRecur

from tenant_apps.events.ical.values import Unreadable
from tenant_apps.events.recurrence import Recurrence, to_wall

PATTERNS = {"DAILY": "daily", "WEEKLY": "weekly", "MONTHLY": "monthly", "YEARLY": "yearly"}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ENDS = {"COUNT", "UNTIL"}
IGNORED = {"WKST"}
LONGEST_RULE = 500
# In later days of a month the two ways of repeating differ: an imported rule leaves short months out.
SAFE_DAY = 28


def recurrence_of(rule: vRecur, *, start: datetime, zone: ZoneInfo) -> Recurrence:
    """The rule as one of the four patterns where it is one, else as its own text; raises Unreadable."""
    pattern = PATTERNS.get(str(_first(rule, "FREQ")).upper())
    if pattern is None:
        raise Unreadable(_("Ce rythme de répétition n'est pas pris en charge."))
    count = _first(rule, "COUNT")
    ends_on = None if count is not None else _ends_on(_first(rule, "UNTIL"), start, zone)
    if count is not None and count < 1:
        raise Unreadable(_("Le nombre d'occurrences est illisible."))
    text = "" if _is_pattern(rule, pattern, to_wall(start, zone)) else _text(rule, to_wall(start, zone))
    return Recurrence(pattern=pattern, anchor=start, zone=zone, rule=text, ends_on=ends_on, count=count)


def _is_pattern(rule: vRecur, pattern: str, start: datetime) -> bool:
    """Whether the rule says no more than "the same again every day, week, month or year"."""
    parts = {name: values for name, values in rule.items() if name not in ENDS | IGNORED | {"FREQ"}}
    if parts.pop("INTERVAL", [1]) != [1]:
        return False
    implied: dict[str, dict[str, Any]] = {
        "daily": {},
        "weekly": {"BYDAY": [WEEKDAYS[start.weekday()]]},
        "monthly": {"BYMONTHDAY": [start.day]},
        "yearly": {"BYMONTHDAY": [start.day], "BYMONTH": [start.month]},
    }
    same = all(implied[pattern].get(name) == list(values) for name, values in parts.items())
    return same and (pattern in {"daily", "weekly"} or start.day <= SAFE_DAY)


def _text(rule: vRecur, start: datetime) -> str:
    kept = vRecur({name: values for name, values in rule.items() if name not in ENDS})
    text: str = kept.to_ical().decode()
    try:
        rrulestr(f"{text};UNTIL={start:%Y%m%dT%H%M%S}", dtstart=start)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        raise Unreadable(_("La règle de répétition est illisible.")) from None
    if len(text) > LONGEST_RULE:
        raise Unreadable(_("La règle de répétition est trop longue."))
    return text


def _ends_on(until: date | None, start: datetime, zone: ZoneInfo) -> date | None:
    """The last day on which an occurrence may start."""
    if not isinstance(until, datetime):
        return until
    wall = to_wall(until if until.tzinfo else until.replace(tzinfo=zone), zone)
    before = wall.time() < to_wall(start.astimezone(UTC), zone).time()
    return wall.date() - timedelta(days=1) if before else wall.date()


def _first(rule: vRecur, name: str) -> Any:
    values = rule.get(name)
    return values[0] if isinstance(values, list) and values else values
