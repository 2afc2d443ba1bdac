"""All tables of a mairie as they are at one moment, row by row.

The snapshot has a connection of its own: its transaction sees one moment however long it takes, while that of the job
goes on seeing what happens to its own row.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import IsolationLevel
from psycopg.sql import SQL, Composed, Identifier

from core.tenancy import require
from core.tenancy.backend.base import DatabaseWrapper
from core.tenancy.connection import connection
from tenant_apps.exports.archive.secrets import is_secret

CHUNK = 1_000
NUMERIC, DERIVED = "N", "s"
COLUMNS = """
SELECT c.relname, a.attname, t.typcategory, a.attgenerated,
       coalesce(a.attnum = ANY (k.indkey), false) AS is_key
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
WHERE n.nspname = %s AND c.relkind IN ('r', 'p')
ORDER BY c.relname, a.attnum
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the schema: the columns that are exported, those left out as secrets, and those that are derived."""

    name: str
    columns: tuple[str, ...]
    numeric: frozenset[str]
    key: tuple[str, ...]
    secret: tuple[str, ...]
    derived: tuple[str, ...]


class Snapshot:
    """Reads of one moment of the mairie."""

    def __init__(self, own: DatabaseWrapper) -> None:
        self._own = own

    def tables(self) -> list[Table]:
        """Every table there is, by name."""
        with self._own.cursor() as cursor:
            cursor.execute(COLUMNS, [self._own.schema_name])
            rows = cursor.fetchall()
        names = sorted({row[0] for row in rows})
        return [_table(name, [row[1:] for row in rows if row[0] == name]) for name in names]

    def texts(self, table: Table) -> Iterator[Sequence[str | None]]:
        """The rows, each value spelt as in the JSON objects."""
        columns = SQL(", ").join(SQL("to_json({}) #>> '{{}}'").format(Identifier(column)) for column in table.columns)
        yield from self._rows(_select(columns, table))

    def objects(self, table: Table) -> Iterator[str]:
        """The rows as JSON objects."""
        columns = SQL(", ").join(map(Identifier, table.columns))
        inner = _select(columns, table)
        for (text,) in self._rows(SQL("SELECT row_to_json(r)::text FROM ({}) r").format(inner)):
            yield text

    def _rows(self, statement: Composed) -> Iterator[Any]:
        cursor = self._own.chunked_cursor()
        try:
            cursor.execute(statement)
            while rows := cursor.fetchmany(CHUNK):
                yield from rows
        finally:
            cursor.close()


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """A read-only look at the mairie one is in, the same from the first row to the last."""
    own = connection.copy()
    own.settings_dict["OPTIONS"].pop("pool", None)
    own.set_tenant(require())
    try:
        own.ensure_connection()
        own.connection.isolation_level = IsolationLevel.REPEATABLE_READ
        own.connection.read_only = True
        own.set_autocommit(False)
        yield Snapshot(own)
    finally:
        own.close()


def _table(name: str, columns: list[tuple[str, str, str, bool]]) -> Table:
    kept = [column for column in columns if column[2] != DERIVED and not is_secret(name, column[0])]
    return Table(
        name=name,
        columns=tuple(column for column, *_rest in kept),
        numeric=frozenset(column for column, category, *_rest in kept if category == NUMERIC),
        key=tuple(column for column, _category, _derived, is_key in columns if is_key),
        secret=tuple(column for column, *_rest in columns if is_secret(name, column)),
        derived=tuple(column for column, _category, derived, _key in columns if derived == DERIVED),
    )


def _select(columns: Composed, table: Table) -> Composed:
    """The table in the order of its key."""
    key = SQL(", ").join(map(Identifier, table.key)) if table.key else SQL("1")
    return SQL("SELECT {} FROM {} ORDER BY {}").format(columns, Identifier(table.name), key)
