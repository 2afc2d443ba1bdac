"""The stored figures of days."""

from datetime import date
from typing import Any, NamedTuple

import orjson

from core.tenancy.clock import today
from core.tenancy.statements import fetch
from tenant_apps.dashboard.models import COUNTED
from tenant_apps.dashboard.periods import BEGINNING, DAY, Period

Sums = dict[str, int]
CLOSED_UNTIL = "(SELECT max(day) FROM dashboard_day WHERE closed_at IS NOT NULL)"
RANGES = ("true", "day BETWEEN %(this)s AND %(today)s", "day BETWEEN %(before)s AND %(until)s")
SUMS = f"""
SELECT {CLOSED_UNTIL}, {
    ", ".join(f"COALESCE(sum({name}) FILTER (WHERE {days}), 0)::bigint" for days in RANGES for name in COUNTED)
}
FROM dashboard_day WHERE day <= {CLOSED_UNTIL}
"""  # noqa: S608 - constants of this app
ACTIVITIES = f"""
SELECT {CLOSED_UNTIL}, COALESCE(sum(activities), 0)::bigint FROM dashboard_day WHERE day <= {CLOSED_UNTIL}
"""  # noqa: S608 - constants of this app
STATE = f"""
SELECT {CLOSED_UNTIL},
       (SELECT ages::text FROM dashboard_day WHERE ages IS NOT NULL ORDER BY day DESC LIMIT 1)
"""  # noqa: S608 - constants of this app
ROWS = """
SELECT day, visits, mobile, desktop, tablet, posts, communiques, likes, comments, categories::text
FROM dashboard_day WHERE day BETWEEN %(first)s AND %(last)s ORDER BY day
"""


class DayRow(NamedTuple):
    """A stored day; what is counted from rows is right for closed days only."""

    day: date
    visits: int
    mobile: int
    desktop: int
    tablet: int
    posts: int
    communiques: int
    likes: int
    comments: int
    categories: dict[int, int]


class ClosedSums(NamedTuple):
    """Sums over closed days: all of them, and those of two periods."""

    open: Period
    total: Sums
    this: Sums
    before: Sums


def closed_until() -> date | None:
    """The last day that was closed."""
    [(day,)] = fetch(f"SELECT {CLOSED_UNTIL}", {})
    return day


def closed_sums(*, this: Period, before: Period) -> ClosedSums:
    """One statement; `open` are the days up to today that it does not cover."""
    values = {"this": this.first, "today": this.last, "before": before.first, "until": before.last}
    [(closed, *sums)] = fetch(SUMS, values)
    size = len(COUNTED)
    parts = [dict(zip(COUNTED, sums[start : start + size], strict=True)) for start in (0, size, 2 * size)]
    return ClosedSums(open_days(closed), *parts)


def closed_activities() -> tuple[Period, int]:
    """The days that are not closed, and how many activities were recorded on those that are."""
    [(closed, activities)] = fetch(ACTIVITIES, {})
    return open_days(closed), activities


def open_days_and_ages() -> tuple[Period, dict[int, int] | None]:
    """The days that are not closed, and how many citizens were born in each year as last counted, if ever."""
    [(closed, ages)] = fetch(STATE, {})
    return open_days(closed), _numbered(ages) if ages else None


def day_rows(*, period: Period) -> list[DayRow]:
    """The stored days of the period."""
    rows = fetch(ROWS, {"first": period.first, "last": period.last})
    return [DayRow._make((*numbers, _numbered(categories))) for *numbers, categories in rows]


def open_days(closed: date | None) -> Period:
    """Days up to today that are counted when they are asked for."""
    return Period(closed + DAY if closed else BEGINNING, today())


def _numbered(text: str) -> dict[int, int]:
    """A JSON object of numbers by numbers."""
    values: dict[str, Any] = orjson.loads(text)
    return {int(key): value for key, value in values.items()}
