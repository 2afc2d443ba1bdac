"""How many events there are on each day, and what is to come."""

from datetime import date
from typing import NamedTuple

from core.tenancy.statements import fetch

# The days decide; the bounds on start_at only let its index narrow the search.
STARTING = "e.first_day >= %(first)s::date AND e.start_at >= %(first)s::date - 2"
STATEMENT = f"""
SELECT e.first_day, count(*), count(*) FILTER (WHERE e.start_at > now()) FROM events_event e
WHERE {STARTING} AND (%(last)s::date IS NULL OR e.first_day <= %(last)s::date) GROUP BY 1
"""  # noqa: S608 - constants of this module
ON_DAYS = """
SELECT count(*) FROM events_event e
WHERE e.last_day >= %(first)s::date AND e.start_at >= %(first)s::date - 368
  AND e.first_day <= %(last)s::date AND e.start_at < %(last)s::date + 2
"""


class Figure(NamedTuple):
    """How many events start on a day, and how many of them are still to come."""

    day: date
    number: int
    upcoming: int


def events_by_day(*, first: date, last: date | None = None) -> list[Figure]:
    """Days from `first` on (to `last`) on which events start."""
    return [Figure._make(row) for row in fetch(STATEMENT, {"first": first, "last": last})]


def events_on_days(*, first: date, last: date) -> int:
    """How many events are shown on one of the days."""
    [(count,)] = fetch(ON_DAYS, {"first": first, "last": last})
    return int(count)
