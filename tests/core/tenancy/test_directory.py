"""What processes remember of the mairies is dropped as soon as an operator changes something."""

import pytest
from django.db import OperationalError, connection, transaction

from core.redis import RedisUnavailable
from core.tenancy import directory as module
from core.tenancy.directory import Directory, invalidate


def test_a_miss_is_remembered_too(db, django_assert_num_queries):
    directory = Directory()
    assert directory.by_host("nowhere.localhost") is None
    with django_assert_num_queries(0):
        assert directory.by_host("nowhere.localhost") is None


def test_another_process_sees_a_change_at_its_next_look(committed_db, monkeypatch):
    monkeypatch.setattr(module, "VERSION_CHECK_SECONDS", 0.0)
    elsewhere = Directory()
    assert elsewhere.by_code("91272").name == "Mairie de Gif-sur-Yvette"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE municipalities_municipality SET name = 'Mairie nouvelle' WHERE code = '91272'")
        invalidate()
    assert elsewhere.by_code("91272").name == "Mairie nouvelle"


def test_without_redis_entries_still_expire(db, monkeypatch, settings):
    def down():
        raise RedisUnavailable

    monkeypatch.setattr(module, "client", down)
    settings.TENANT_CACHE_SECONDS = 0
    directory = Directory()
    assert directory.by_code("91272").name == "Mairie de Gif-sur-Yvette"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE municipalities_municipality SET name = 'Mairie nouvelle' WHERE code = '91272'")
    assert directory.by_code("91272").name == "Mairie nouvelle"


def test_without_a_database_a_mairie_stays_where_it_was(db, monkeypatch, settings):
    # Given an entry past its time, and one that was never read
    settings.TENANT_CACHE_SECONDS = 0
    directory = Directory()
    known = directory.by_code("91272")

    def silent(code):
        raise OperationalError

    monkeypatch.setattr(module, "_loader", lambda setting: silent)

    # When the database does not answer
    assert directory.by_code("91272") == known
    with pytest.raises(OperationalError):
        directory.by_code("17300")


def test_it_never_holds_more_than_its_bound(db, settings):
    settings.TENANT_CACHE_SIZE = 3
    directory = Directory()
    for number in range(10):
        directory.by_host(f"h{number}.localhost")
    assert len(directory._entries) == 3


@pytest.mark.parametrize("code", ["91272", "17300"])
def test_the_tenant_carries_what_a_request_needs(db, code):
    tenant = Directory().by_code(code)
    assert (tenant.code, tenant.schema_name, tenant.state) == (code, f"m_{code}", "active")
    assert tenant.host.endswith(".localhost")
