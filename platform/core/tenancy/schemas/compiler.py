"""Turn pending tenant migrations into SQL text, once per process, by running them on a scratch schema.

The scratch schema lives in a transaction of a connection of its own that is always rolled back: migrations that look
at the database (names of constraints, sequences) see what they would see in a mairie, and nothing is left behind.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

from core.tenancy.backend.schema import DatabaseSchemaEditor
from core.tenancy.connection import connection
from core.tenancy.schemas.plan import Key, full_plan, is_compilable, loader, migration, tenant_migrations


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: its SQL, or None when only Django's executor can run it."""

    key: Key
    sql: str | None


_lock = threading.RLock()
_compiled: dict[frozenset[Key], tuple[Step, ...]] = {}
_bookkeeping: list[str] = []


def compile_pending(applied: frozenset[Key]) -> tuple[Step, ...]:
    """Steps that bring a schema holding `applied` to the target version; empty when there is nothing to do."""
    known = applied.intersection(tenant_migrations())
    if len(known) == len(tenant_migrations()):
        return ()
    with _lock:
        if known not in _compiled:
            _compiled[known] = _compile(known)
        return _compiled[known]


def bookkeeping_sql() -> str:
    """SQL of the table that records a schema's migrations."""
    with _lock:
        if not _bookkeeping:
            with scratch_schema(), recording_editor() as editor:
                editor.create_model(MigrationRecorder.Migration)
            _bookkeeping.append(editor.script())
        return _bookkeeping[0]


def _compile(applied: frozenset[Key]) -> tuple[Step, ...]:
    steps: list[Step] = []
    with scratch_schema() as scratch:
        state = ProjectState(real_apps=loader().unmigrated_apps)
        for key in full_plan():
            if key not in tenant_migrations():
                state = migration(key).mutate_state(state, preserve=False)
                continue
            with recording_editor() as editor:
                state = migration(key).apply(state, editor)
            if key not in applied:
                steps.append(Step(key, editor.script() if is_compilable(key) else None))
        if any(scratch in (step.sql or "") for step in steps):
            raise RuntimeError("a tenant migration names the schema it runs in; it can't be replayed elsewhere")
    return tuple(steps)


class RecordingEditor(DatabaseSchemaEditor):
    """Runs every statement and keeps its text, parameters merged in."""

    def __init__(self, connection: Any) -> None:
        super().__init__(connection, atomic=True)
        self.statements: list[str] = []

    def execute(self, sql: Any, params: Any = ()) -> None:
        text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
        if text.strip():
            self.statements.append(text.strip().rstrip(";"))
        super().execute(text, None)

    def script(self) -> str:
        return ";\n".join(self.statements)


def recording_editor() -> RecordingEditor:
    return RecordingEditor(connections["default"])


@contextmanager
def scratch_schema() -> Iterator[str]:
    """Enter an empty schema of a second connection; it is rolled back on the way out."""
    name = f"m_0scratch{uuid4().hex[:12]}"
    with side_connection(), transaction.atomic():
        connection.set_schema(name)
        with connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA "{name}"')
        yield name
        transaction.set_rollback(True)


@contextmanager
def side_connection() -> Iterator[None]:
    """Stand a second connection in for this thread's, so that its transaction and schema stay untouched."""
    main = connections["default"]
    side = main.copy()
    connections["default"] = side
    try:
        yield
    finally:
        connections["default"] = main
        side.close()
