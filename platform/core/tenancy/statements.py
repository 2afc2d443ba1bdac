"""Reads in plain SQL, kept prepared by the connection: planning one took longer than running it.

PostgreSQL plans a prepared statement anew when the search_path has changed, so it always reads the mairie one is in.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import NotSupportedError, connection
from psycopg._queries import PostgresQuery

Rows = list[tuple[Any, ...]]
# How often psycopg must have seen a statement to prepare it unasked; Django's None would forbid asking for it as well.
NEVER_BY_ITSELF = 2**31 - 1
UTC = """to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')"""


def utc_text(column: str) -> str:
    """SQL for a moment as the API writes it (`core.api.timestamps.utc`), made where it costs least."""
    return UTC.format(column=column)


class PreparedCursor(psycopg.Cursor[Any]):
    """Binds on the server and prepares what it executes; parameters that are not typed by their place need a cast."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "PreparedCursor":
        super().execute(query, params, prepare=True, **options)
        self._query = PostgresQuery(self._tx)
        self._query.query = query.encode()  # what Django's log of queries shows
        return self


def fetch(statement: str, values: Mapping[str, Any]) -> Rows:
    """All rows of a statement whose text takes few forms: its values are parameters, not part of it."""
    try:
        return _fetch_prepared(statement, values)
    except NotSupportedError:
        # A migration has changed the type of a column meanwhile; a new connection has nothing prepared.
        if connection.in_atomic_block:
            raise
        connection.close()
        return _fetch_prepared(statement, values)


def fetch_unprepared(statement: str, values: Mapping[str, Any]) -> Rows:
    """All rows of a statement whose text takes many forms."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: Rows = cursor.fetchall()
    return rows


def _fetch_prepared(statement: str, values: Mapping[str, Any]) -> Rows:
    with connection.cursor() as entered:
        raw = entered.connection
        raw.prepare_threshold = NEVER_BY_ITSELF
        with connection._prepare_cursor(PreparedCursor(raw)) as cursor:  # type: ignore[attr-defined]  # log and errors
            cursor.execute(statement, values)
            rows: Rows = cursor.fetchall()
    return rows
