"""The connection is in exactly one schema, whatever transactions do."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction

from core.tenancy import NoTenant, current, mairie_context, public_context, require


def schema_in_force() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return cursor.fetchone()[0]


def test_a_mairie_sees_its_schema_and_the_extensions_only(mairie_a):
    with mairie_context(mairie_a), connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone()[0] == "m_91272, extensions"


def test_a_shared_table_is_an_error_inside_a_mairie(mairie_a):
    with mairie_context(mairie_a), transaction.atomic(), connection.cursor() as cursor:
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("SELECT 1 FROM municipalities_municipality")


def test_leaving_a_mairie_goes_back_to_where_one_was(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        with mairie_context(mairie_b):
            assert (current(), schema_in_force()) == (mairie_b, "m_17300")
        with public_context():
            assert (current(), schema_in_force()) == (None, "public")
        assert (current(), schema_in_force()) == (mairie_a, "m_91272")
    assert schema_in_force() == "public"


def test_work_outside_any_mairie_is_refused_where_one_is_needed(db):
    with pytest.raises(NoTenant):
        require()


def test_a_rollback_does_not_leave_the_connection_in_another_schema(committed_db, mairie_a, mairie_b):
    with mairie_context(mairie_b):
        assert schema_in_force() == "m_17300"
    with mairie_context(mairie_a):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            assert schema_in_force() == "m_91272"
            raise ZeroDivisionError
        assert schema_in_force() == "m_91272"


def test_a_savepoint_rollback_does_not_leave_the_connection_in_another_schema(mairie_a, mairie_b):
    with transaction.atomic(), mairie_context(mairie_a):
        assert schema_in_force() == "m_91272"
        with pytest.raises(ZeroDivisionError), mairie_context(mairie_b), transaction.atomic():
            assert schema_in_force() == "m_17300"
            raise ZeroDivisionError
        assert schema_in_force() == "m_91272"


def test_a_new_connection_enters_the_schema_again(committed_db, mairie_a):
    with mairie_context(mairie_a):
        assert schema_in_force() == "m_91272"
        connection.close()
        assert schema_in_force() == "m_91272"


def test_the_path_is_sent_only_when_it_changes(mairie_a, monkeypatch):
    sent = []
    with mairie_context(mairie_a):
        schema_in_force()
        real = connection.connection.cursor

        def counting(*args, **kwargs):
            sent.append(args)
            return real(*args, **kwargs)

        monkeypatch.setattr(connection.connection, "cursor", counting)
        for _ in range(3):
            schema_in_force()
    assert len(sent) == 3, "one cursor a query and none for SET"


@pytest.mark.parametrize("name", ["pg_catalog", "m_A", 'm_1"; DROP', "", "m_91272 "])
def test_only_schemas_of_the_platform_can_be_entered(db, name):
    with pytest.raises(ImproperlyConfigured):
        connection.set_schema(name)


def test_no_foreign_key_of_a_mairie_is_deferrable_or_leaves_its_schema(mairie_a):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname, condeferrable, c.relnamespace = f.relnamespace FROM pg_constraint k "
            "JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid "
            "WHERE k.contype = 'f' AND c.relnamespace = 'm_91272'::regnamespace"
        )
        keys = cursor.fetchall()
    assert keys
    assert [name for name, deferrable, inside in keys if deferrable or not inside] == []
