"""Lists of publications: filters, order and one page, in one statement."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import orjson

from core.search import asked
from core.tenancy.clock import midnight
from core.tenancy.statements import fetch, fetch_unprepared
from tenant_apps.publications.selectors.rows import COLUMNS, TABLES, Row, as_publication
from tenant_apps.publications.selectors.visibility import ON_LINE, PUBLIC, Reader

ORDERINGS = {
    "created_at": "p.created_at {direction}",
    "published_at": "CASE p.status WHEN 'scheduled' THEN p.scheduled_at ELSE p.published_at END {direction} NULLS LAST",
    "views": "p.views_count {direction}",
    "likes": "p.likes_count {direction}",
    "title": "lower(extensions.immutable_unaccent(p.title)) {direction}",
}
DEFAULT_ORDERING = "-created_at"
STATUSES = {
    "draft": "p.status = 'draft'",
    "scheduled": "p.status = 'scheduled' AND p.scheduled_at > now()",
    "published": ON_LINE,
    "archived": "p.status = 'archived'",
}
# Each filter with its condition; the value is the parameter of the same name.
CONDITIONS = {
    "type": "p.type = %(type)s",
    "category": "p.category_id = (SELECT id FROM publications_category WHERE slug = %(category)s)",
    "tag": "p.tags @> %(tag)s::jsonb",
    "priority": "p.priority = %(priority)s",
    "author": "p.author_id = %(author)s",
    "pinned": "p.is_pinned = %(pinned)s",
    "expired": "COALESCE(p.expires_at <= now(), false) = %(expired)s",
    "search": "p.search @@ websearch_to_tsquery('extensions.french', %(search)s)",
    "start_date": "p.created_at >= %(start_date)s",
    "end_date": "p.created_at < %(end_date)s",
}
# The calendar has no day after 31 December 9999, and time zones need room.
LAST_DAY = date(9999, 12, 29)
COUNT = "SELECT count(*) FROM publications_publication p WHERE {where}"
PAGE = "SELECT ({count}), {columns} FROM {tables} WHERE {where} {tail}"
# Numbers in the text let a prepared statement be planned for them.
TAIL = "ORDER BY p.is_pinned DESC, {order}, p.id {direction} LIMIT {limit:d} OFFSET {offset:d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationFilters:
    """What a list is narrowed to; None and "" do not narrow. Dates are days of the mairie, both included."""

    type: str | None = None
    status: str | None = None
    category: str | None = None
    tag: str | None = None
    priority: str | None = None
    author: int | None = None
    pinned: bool | None = None
    expired: bool | None = None
    search: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    ordering: str = DEFAULT_ORDERING


def list_publications(
    *, reader: Reader, filters: PublicationFilters, limit: int, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many publications the reader may see behind the filters, and one page of them, pinned ones first."""
    where, values = _where(filters, reader)
    count = COUNT.format(where=where)
    tail = _tail(filters.ordering, limit, offset)
    statement = PAGE.format(count=count, columns=COLUMNS, tables=TABLES, where=where, tail=tail)
    rows = (fetch_unprepared if offset else fetch)(statement, {**values, "reader": reader.id})
    if not rows and offset:
        return fetch(count, values)[0][0], []
    return (rows[0][0] if rows else 0), [as_publication(Row._make(row[1:])) for row in rows]


def _tail(ordering: str, limit: int, offset: int) -> str:
    direction = "DESC" if ordering.startswith("-") else "ASC"
    order = ORDERINGS[ordering.removeprefix("-")].format(direction=direction)
    return TAIL.format(order=order, direction=direction, limit=limit, offset=offset)


def _where(filters: PublicationFilters, reader: Reader) -> tuple[str, dict[str, Any]]:
    conditions = [] if reader.sees_all else [PUBLIC]
    if filters.status:
        conditions.append(f"({STATUSES[filters.status]})")
    values: dict[str, Any] = {}
    for name, condition in CONDITIONS.items():
        value = getattr(filters, name)
        if value is not None and value != "":
            conditions.append(condition)
            values[name] = _parameter(name, value)
    return " AND ".join(conditions) or "true", values


def _parameter(name: str, value: Any) -> Any:
    if name == "tag":
        return orjson.dumps([value]).decode()
    if name == "search":
        return asked(value)
    if name == "start_date":
        return midnight(value)
    if name == "end_date":
        return midnight(min(value, LAST_DAY) + timedelta(days=1))
    return value
