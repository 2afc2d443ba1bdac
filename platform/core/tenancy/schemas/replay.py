"""Replay compiled SQL in one schema and one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor
from django_tenants.utils import get_tenant_model
from psycopg import sql as pgsql

from core.tenancy.connection import connection
from core.tenancy.schemas.compiler import Step, bookkeeping_sql, compile_pending
from core.tenancy.schemas.plan import Key, migration, target_version

DEFAULT_LOCK_TIMEOUT_MS = 3_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done to a schema: its version now and the migrations that were applied."""

    schema_name: str
    version: str
    applied: tuple[str, ...]


def create_schema(schema_name: str) -> Outcome:
    """Make the schema with every tenant table, or finish one that exists; run it in the caller's transaction."""
    with transaction.atomic():
        with _entered(schema_name), connection.cursor() as cursor:
            cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema_name}"')
            cursor.execute("SELECT to_regclass(%s)", [f"{schema_name}.django_migrations"])
            if cursor.fetchone()[0] is None:
                _run_script(cursor, bookkeeping_sql())
        return migrate_schema(schema_name, lock_timeout_ms=0)


def drop_schema(schema_name: str) -> None:
    """Remove the schema and all that is in it; for tests and for the deletion of an archived mairie."""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE')


def migrate_schema(schema_name: str, *, lock_timeout_ms: int = DEFAULT_LOCK_TIMEOUT_MS) -> Outcome:
    """Bring one schema to the target version, or leave it as it was.

    Raises django.db.OperationalError when a lock was not had within `lock_timeout_ms` (0 waits for ever).
    """
    with transaction.atomic(), _entered(schema_name), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = {int(lock_timeout_ms)}")
        cursor.execute("SELECT app, name FROM django_migrations")
        steps = compile_pending(frozenset((app, name) for app, name in cursor.fetchall()))
        _apply(cursor, schema_name, steps)
    return Outcome(schema_name, target_version(), tuple(".".join(step.key) for step in steps))


def _apply(cursor: Any, schema_name: str, steps: tuple[Step, ...]) -> None:
    """Send runs of compiled steps as one script each; a step without SQL goes through Django's executor."""
    script: list[str] = []
    for step in steps:
        if step.sql is None:
            _run_script(cursor, ";\n".join(script))
            script.clear()
            _run_with_django(step.key)
        else:
            script += [step.sql] if step.sql else []
            script.append(_record_sql(step.key))
    script.append(_version_sql(schema_name))
    _run_script(cursor, ";\n".join(script))


def _run_script(cursor: Any, script: str) -> None:
    if script:
        cursor.execute(script)


def _run_with_django(key: Key) -> None:
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(key, at_end=False)
    executor.apply_migration(state, migration(key))


def _record_sql(key: Key) -> str:
    query = "INSERT INTO django_migrations (app, name, applied) VALUES ({}, {}, now())"
    return _compose(query, *key)


def _version_sql(schema_name: str) -> str:
    table = get_tenant_model()._meta.db_table
    query = f'UPDATE public."{table}" SET schema_version = {{}} WHERE schema_name = {{}}'  # noqa: S608 - a model's table
    return _compose(query, target_version(), schema_name)


def _compose(query: str, *values: str) -> str:
    return pgsql.SQL(query).format(*map(pgsql.Literal, values)).as_string(None)


@contextmanager
def _entered(schema_name: str) -> Iterator[None]:
    """Be in `schema_name` for a while, keeping the tenant object when it is that mairie's already."""
    previous = connection.tenant
    if connection.schema_name != schema_name:
        connection.set_schema(schema_name)
    try:
        yield
    finally:
        connection.set_tenant(previous)
