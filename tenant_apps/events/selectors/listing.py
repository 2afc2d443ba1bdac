"""Lists of events and single ones: filters, order and one page, in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.search import asked
from tenant_apps.events.errors import EventNotFound
from tenant_apps.events.selectors.rows import COLUMNS, TABLES, Row, as_event
from tenant_apps.events.selectors.statements import fetch
from tenant_apps.events.selectors.visibility import Reader

ORDERINGS = ("start_datetime", "-start_datetime")
DEFAULT_ORDERING = "start_datetime"
# Each filter with its condition. The days decide; the bounds on start_at only let its index narrow the search, a day
# more on each side for time zones and a year for the longest event.
CONDITIONS = {
    "start_date": "e.last_day >= %(start_date)s AND e.start_at >= %(start_date)s::date - 368",
    "end_date": "e.first_day <= %(end_date)s AND e.start_at < %(end_date)s::date + 2",
    "category": "e.category = %(category)s",
    "priority": "e.priority = %(priority)s",
    "search": "e.search @@ websearch_to_tsquery('extensions.french', %(search)s)",
}
COUNT = "SELECT count(*) FROM events_event e WHERE {where}"
PAGE = """
SELECT ({count}), {columns} FROM {tables} WHERE {where}
ORDER BY e.start_at {direction}, e.id {direction} LIMIT %(limit)s OFFSET %(offset)s
"""
ONE = f"SELECT {COLUMNS} FROM {TABLES} WHERE e.id = %(id)s AND {{visible}}"  # noqa: S608 - constants of this app


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilters:
    """What a list is narrowed to; None does not narrow. Dates are days of the mairie, both included."""

    start_date: date | None = None
    end_date: date | None = None
    category: str | None = None
    priority: str | None = None
    search: str | None = None
    ordering: str = DEFAULT_ORDERING


def list_events(
    *, reader: Reader, filters: EventFilters, limit: int, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many events the reader may see behind the filters, and one page of them in the order of time."""
    given = {name: getattr(filters, name) for name in CONDITIONS if getattr(filters, name) is not None}
    where = " AND ".join([reader.condition, *(f"({CONDITIONS[name]})" for name in given)])
    values = {**given, "search": asked(filters.search or ""), "reader": reader.id, "limit": limit, "offset": offset}
    count = COUNT.format(where=where)
    direction = "DESC" if filters.ordering.startswith("-") else "ASC"
    statement = PAGE.format(count=count, columns=COLUMNS, tables=TABLES, where=where, direction=direction)
    rows = fetch(statement, values)
    if not rows and offset:
        return fetch(count, values)[0][0], []
    return (rows[0][0] if rows else 0), [as_event(Row._make(row[1:]), reader) for row in rows]


def event_detail(*, event_id: int, reader: Reader) -> dict[str, Any]:
    """One event the reader may see; raises EventNotFound."""
    rows = fetch(ONE.format(visible=reader.condition), {"id": event_id, "reader": reader.id})
    if not rows:
        raise EventNotFound
    return as_event(Row._make(rows[0]), reader)
