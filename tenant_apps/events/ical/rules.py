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
# A pattern happens once a day at most.
TIMES_OF_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
# From here the calendar still holds each kind of year: a rule that gives nothing in them never gives anything.
LAST_YEARS = 9972


def recurrence_of(rule: vRecur, *, start: datetime, zone: ZoneInfo) -> Recurrence:
    """The rule as one of the four patterns where it is one, else as its own text; raises Unreadable."""
    pattern = PATTERNS.get(str(_first(rule, "FREQ")).upper())
    if pattern is None:
        raise Unreadable(_("Ce rythme de répétition n'est pas pris en charge."))
    if any(len(rule.get(name, [])) > 1 for name in TIMES_OF_DAY):
        raise Unreadable(_("Une répétition a lieu une fois par jour au plus."))
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
    if len(text) > LONGEST_RULE:
        raise Unreadable(_("La règle de répétition est trop longue."))
    try:
        rrulestr(f"{text};UNTIL={start:%Y%m%dT%H%M%S}", dtstart=start)
        is_endless = rule.get("INTERVAL", [1])[0] < 1 or not _ever_happens(kept, start)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        raise Unreadable(_("La règle de répétition est illisible.")) from None
    if is_endless:
        raise Unreadable(_("La règle de répétition ne donne aucune date."))
    return text


def _ever_happens(rule: vRecur, start: datetime) -> bool:
    """Whether some day meets the rule's conditions: the library would look for one until the year 9999."""
    conditions = vRecur({name: values for name, values in rule.items() if name != "INTERVAL"}).to_ical().decode()
    return next(iter(rrulestr(conditions, dtstart=start.replace(year=LAST_YEARS))), None) is not None


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
