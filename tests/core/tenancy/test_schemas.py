"""Compiled migrations make the same schema as Django's own executor, and change one whole or not at all."""

import pytest
from django.db import OperationalError, ProgrammingError, connection, connections, transaction

from core.tenancy import schemas
from core.tenancy.schemas import compiler, replay
from core.tenancy.schemas.compiler import Step
from tests.stock import migrate_by_django

SCHEMA = "m_0test"


def tables(schema: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        return {name for (name,) in cursor.fetchall()}


def recorded(schema: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT app, name FROM "{schema}".django_migrations')
        return set(cursor.fetchall())


def test_a_created_schema_equals_one_migrated_by_django(committed_db):
    schemas.create_schema(SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute('CREATE SCHEMA "m_0django"')
    migrate_by_django(["m_0django"])

    assert schemas.drift(["m_0django"]) == []
    assert schemas.drift([SCHEMA]) == []
    assert tables(SCHEMA) == tables("m_0django")


def test_creating_twice_changes_nothing(committed_db):
    first = schemas.create_schema(SCHEMA)
    second = schemas.create_schema(SCHEMA)

    assert set(first.applied) == {".".join(key) for key in schemas.tenant_migrations()}
    assert second.applied == ()
    assert first.version == second.version == schemas.target_version()


def test_a_schema_that_lacks_migrations_gets_exactly_those(committed_db):
    schemas.create_schema(SCHEMA)
    last = schemas.tenant_migrations()[-1]
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA "{SCHEMA}" CASCADE')
    earlier = [step for step in schemas.compile_pending(frozenset()) if step.key != last]
    with transaction.atomic(), replay._entered(SCHEMA), connection.cursor() as cursor:
        cursor.execute(f'CREATE SCHEMA "{SCHEMA}"')
        cursor.execute(compiler.bookkeeping_sql())
        replay._apply(cursor, SCHEMA, tuple(earlier))

    outcome = schemas.migrate_schema(SCHEMA)

    assert outcome.applied == (".".join(last),)
    assert schemas.drift([SCHEMA]) == []


def test_a_failing_step_leaves_the_schema_as_it_was(committed_db, monkeypatch):
    schemas.create_schema(SCHEMA)
    before = tables(SCHEMA), recorded(SCHEMA)
    steps = (
        Step(("accounts", "9001"), "CREATE TABLE half (id int)"),
        Step(("accounts", "9002"), "SELECT 1 FROM nowhere"),
    )
    monkeypatch.setattr(replay, "compile_pending", lambda applied: steps)

    with pytest.raises(ProgrammingError):
        schemas.migrate_schema(SCHEMA)

    assert (tables(SCHEMA), recorded(SCHEMA)) == before


def test_a_locked_table_is_waited_for_no_longer_than_asked(committed_db, monkeypatch):
    schemas.create_schema(SCHEMA)
    steps = (Step(("accounts", "9001"), "ALTER TABLE accounts_user ADD COLUMN extra int"),)
    monkeypatch.setattr(replay, "compile_pending", lambda applied: steps)
    other = connections["default"].copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f'SELECT 1 FROM "{SCHEMA}".accounts_user')
        with pytest.raises(OperationalError, match="lock timeout"):
            schemas.migrate_schema(SCHEMA, lock_timeout_ms=50)
    finally:
        other.close()
    assert schemas.migrate_schema(SCHEMA, lock_timeout_ms=50).applied == ("accounts.9001",)


def test_compiling_leaves_nothing_behind_and_does_not_move_the_connection(committed_db, mairie_a, inside):
    inside(mairie_a)
    compiler._compiled.clear()
    schemas.compile_pending(frozenset())

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'm\\_0scratch%%'")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SELECT current_schema()")
        assert cursor.fetchone()[0] == "m_91272"


def test_drift_names_what_is_missing_unexpected_and_different(committed_db):
    schemas.create_schema(SCHEMA)
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{SCHEMA}".accounts_user DROP COLUMN phone')
        cursor.execute(f'ALTER TABLE "{SCHEMA}".accounts_user ADD COLUMN stray int')
        cursor.execute(f'ALTER TABLE "{SCHEMA}".accounts_user ALTER COLUMN first_name TYPE text')

    found = {(drift.problem, drift.kind, drift.name) for drift in schemas.drift([SCHEMA])}

    assert {
        ("missing", "column", "accounts_user.phone"),
        ("unexpected", "column", "accounts_user.stray"),
        ("different", "column", "accounts_user.first_name"),
    } <= found
