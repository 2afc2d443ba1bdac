"""Lists of publications: filters, order and one page, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from django.db import connection

from core.tenancy import require
from tenant_apps.publications.selectors.rows import COLUMNS, TABLES, Row, as_publication
from tenant_apps.publications.selectors.visibility import ON_LINE, PUBLIC, Reader

ORDERINGS = {
    "created_at": "p.created_at",
    "published_at": "CASE WHEN p.status = 'scheduled' THEN p.scheduled_at ELSE p.published_at END",
    "views": "p.views_count",
    "likes": "p.likes_count",
    "title": "lower(extensions.immutable_unaccent(p.title))",
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
COUNT = "SELECT count(*) FROM publications_publication p WHERE {where}"
PAGE = "SELECT ({count}), {columns} FROM {tables} WHERE {where} {tail}"
TAIL = "ORDER BY p.is_pinned DESC, {order}, p.id {direction} LIMIT %(limit)s OFFSET %(offset)s"


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
    descending = filters.ordering.startswith("-")
    direction = "DESC" if descending else "ASC"
    order = f"{ORDERINGS[filters.ordering.removeprefix('-')]} {direction} NULLS LAST"
    tail = TAIL.format(
        order=order if "published" in filters.ordering else order.removesuffix(" NULLS LAST"), direction=direction
    )
    count = COUNT.format(where=where)
    statement = PAGE.format(count=count, columns=COLUMNS, tables=TABLES, where=where, tail=tail)
    rows = _fetch(statement, {**values, "reader": reader.id, "limit": limit, "offset": offset})
    if not rows and offset:
        return _fetch(count, values)[0][0], []
    return (rows[0][0] if rows else 0), [as_publication(Row._make(row[1:])) for row in rows]


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
    if name == "start_date":
        return _midnight(value)
    if name == "end_date":
        return _midnight(value + timedelta(days=1))
    return value


def _midnight(day: date) -> datetime:
    """When the day begins at the mairie."""
    return datetime.combine(day, time.min, ZoneInfo(require().timezone))


def _fetch(statement: str, values: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
