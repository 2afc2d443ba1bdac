import uuid

import pytest
from django.db import connection

from shared_apps.jobs import registry
from shared_apps.jobs.models import Job
from tests.shared_apps.jobs import kinds


def _make_tables():
    with connection.cursor() as cursor:
        for schema in ("public", "m_91272", "m_17300"):
            cursor.execute(kinds.EFFECTS.format(schema=schema))


@pytest.fixture
def effects(db):
    """The effects left in a schema, in a test whose transaction is rolled back."""
    _make_tables()
    return kinds.effects


@pytest.fixture
def committed_effects(committed_db):
    """The same where commits are real."""
    _make_tables()
    return kinds.effects


@pytest.fixture
def only_job():
    """The one row of the table."""
    return lambda: Job.objects.get()


@pytest.fixture
def handler():
    """Let a function of the test be the handler of a kind: `handler(function, max_attempts=3)` → its name."""

    def register(function, **options):
        name = f"test.{uuid.uuid4().hex}"
        registry.job(name, **options)(function)
        return name

    kinds = dict(registry._kinds)
    yield register
    registry._kinds.clear()
    registry._kinds.update(kinds)
