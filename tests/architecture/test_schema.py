"""What a mairie's schema is made of, looked up in the catalogue of a provisioned one."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from core.tenancy.schemas.plan import tenant_labels

# Paid for in every mairie, thousands of times: raising one is a decision. Never above MOST_TABLES in all.
TABLES = {
    "accounts": 4,
    "dashboard": 2,
    "media": 1,
    "publications": 7,
    "events": 4,
    "messages": 4,
    "notifications": 3,
    "preferences": 1,
    "website": 2,
    "search": 0,
    "exports": 1,
}
OF_DJANGO = {"django_migrations"}
MOST_TABLES = 30


@pytest.fixture
def ask(mairie_a):
    """Rows of a query about the schema of a provisioned mairie."""

    def run(query: str) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(query, {"schema": mairie_a.schema_name})
            return cursor.fetchall()

    return run


def tables_of(label: str) -> set[str]:
    return {model._meta.db_table for model in apps.get_app_config(label).get_models(include_auto_created=True)}


def test_a_mairie_has_the_tables_of_its_models_and_their_number_is_pinned(ask):
    found = {name for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = %(schema)s")}
    assert found == OF_DJANGO.union(*map(tables_of, tenant_labels()))
    assert {label: len(tables_of(label)) for label in tenant_labels()} == TABLES
    assert len(found) <= MOST_TABLES


def test_no_foreign_key_is_deferrable_or_leaves_the_schema(ask):
    keys = ask(
        """SELECT conname, condeferrable, target.relnamespace = k.connamespace FROM pg_constraint k
             JOIN pg_class target ON target.oid = k.confrelid JOIN pg_namespace n ON n.oid = k.connamespace
            WHERE n.nspname = %(schema)s AND k.contype = 'f'"""
    )
    assert keys
    assert not [name for name, deferrable, stays in keys if deferrable or not stays]


def test_no_constraint_is_deferrable(ask):
    assert not ask(
        """SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
            WHERE n.nspname = %(schema)s AND k.condeferrable"""
    )


def test_checks_and_unique_constraints_have_the_names_we_gave_them(ask):
    given = {
        constraint.name
        for label in tenant_labels()
        for model in apps.get_app_config(label).get_models()
        for constraint in model._meta.constraints
    }
    found = ask(
        """SELECT conname FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
            WHERE n.nspname = %(schema)s AND k.contype IN ('c', 'u', 'x')"""
    )
    assert {name for (name,) in found} <= given


def test_there_are_no_triggers_functions_or_inheriting_tables(ask):
    """Rules that keep a schema distributable."""
    assert not ask(
        """SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %(schema)s AND NOT tgisinternal"""
    )
    assert not ask(
        "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = %(schema)s"
    )
    assert not ask(
        """SELECT inhrelid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = %(schema)s"""
    )


def test_public_is_not_on_the_path_of_a_mairie(mairie_a, inside):
    inside(mairie_a)
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        path = cursor.fetchone()[0]
    assert "public" not in path
    assert mairie_a.schema_name in path


def test_the_committed_description_of_the_api_is_up_to_date():
    call_command("openapi", "--check")
