"""Tenant migrations run thousands of times while sites are live: they stay SQL, small and safe to replay."""

from collections.abc import Iterator

import pytest
import sqlparse
from django.apps import apps
from django.core.management import call_command
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from core.tenancy.schemas.plan import is_compilable, migration, tenant_labels, tenant_migrations

POSITIVE = (models.PositiveIntegerField, models.PositiveSmallIntegerField, models.PositiveBigIntegerField)
KEYS = tenant_migrations()
NAMES = [".".join(key) for key in KEYS]


def operations(key: tuple[str, str]) -> Iterator[Operation]:
    """Every operation that reaches the database."""
    for operation in migration(key).operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from operation.database_operations
        else:
            yield operation


def test_models_and_migrations_agree(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
def test_a_tenant_migration_is_compilable_to_sql(key):
    assert is_compilable(key)
    assert migration(key).atomic
    assert not [operation for operation in operations(key) if isinstance(operation, migrations.RunPython)]


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
def test_a_migration_has_a_name_that_says_something(key):
    assert not key[1].partition("_")[2].startswith("auto_")


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
def test_raw_sql_is_one_statement_at_a_time_and_reversible(key):
    for operation in operations(key):
        if isinstance(operation, migrations.RunSQL):
            assert operation.reversible, "give it a reverse_sql"
            for sql in (operation.sql, operation.reverse_sql):
                for statement in [sql] if isinstance(sql, str) else sql or []:
                    text = statement if isinstance(statement, str) else statement[0]
                    assert len(sqlparse.split(text)) <= 1, text


@pytest.mark.parametrize("key", KEYS, ids=NAMES)
def test_no_field_brings_an_unnamed_constraint(key):
    """The CHECK of a positive integer and an inline UNIQUE have no name, so a sharded cluster can't carry them."""
    for operation in operations(key):
        fields = dict(operation.fields) if isinstance(operation, migrations.CreateModel) else {}
        if isinstance(operation, migrations.AddField | migrations.AlterField):
            fields = {operation.name: operation.field}
        for name, field in fields.items():
            assert not isinstance(field, POSITIVE), f"{name}: an IntegerField and a named CheckConstraint instead"
            unnamed = field.unique and not field.primary_key
            assert not unnamed, f"{name}: a named UniqueConstraint instead of unique=True or OneToOneField"


@pytest.mark.parametrize("label", sorted(tenant_labels()))
def test_keys_are_wide_from_day_one(label):
    for model in apps.get_app_config(label).get_models():
        key = model._meta.pk
        assert not isinstance(key, models.AutoField) or isinstance(key, models.BigAutoField), model._meta.label


@pytest.mark.parametrize("label", sorted(tenant_labels()))
def test_no_model_refers_to_another_schema(label):
    """No foreign key leaves a schema."""
    for model in apps.get_app_config(label).get_models():
        related = {
            field.related_model for field in model._meta.get_fields() if field.is_relation and field.related_model
        }
        foreign = {other for other in related if other._meta.app_label not in tenant_labels()}
        assert not foreign, f"{model._meta.label} refers to {foreign} outside a mairie's schema"
