import psycopg
import pytest
from django.db import OperationalError, connection, connections

from core.tenancy.schemas import target_version
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.selectors import fleet
from shared_apps.municipalities.services import fleet as fleet_service
from shared_apps.municipalities.services import lifecycle
from shared_apps.municipalities.services.fleet import migrate
from shared_apps.municipalities.services.provisioning import request_provisioning


@pytest.fixture
def both_behind(mairie_a, mairie_b):
    """Two mairies whose row says that they are at an older version."""
    Municipality.objects.update(schema_version="000-old")


def test_nothing_to_do_is_found_in_one_query(mairie_a, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert fleet.behind() == []


def test_mairies_without_a_schema_do_not_count_and_archived_ones_do(both_behind, mairie_a):
    request_provisioning(code="91274", mayor_email="maire@exemple.fr")
    lifecycle.archive(code=mairie_a.code)

    assert [member.code for member in fleet.behind()] == ["17300", "91272"]
    assert [member.code for member in fleet.behind("91272")] == ["91272"]
    assert fleet.versions() == [("000-old", 2)]


def test_each_mairie_reaches_the_target_version(both_behind):
    steps = list(migrate(fleet.behind()))

    assert [(step.member.code, step.error, step.last) for step in steps] == [
        ("17300", None, True),
        ("91272", None, True),
    ]
    assert fleet.versions() == [(target_version(), 2)]


def test_a_failing_mairie_is_noted_and_the_others_go_on(both_behind):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE m_17300.django_migrations")

    steps = list(migrate(fleet.behind()))

    assert [step.member.code for step in steps if step.error] == ["17300"]
    assert [member.code for member in fleet.failing()] == ["17300"]
    assert fleet.failing()[0].failure.startswith("ProgrammingError: ")
    assert [member.code for member in fleet.behind()] == ["17300"]


def test_the_next_success_clears_the_failure(both_behind):
    Municipality.objects.filter(code="17300").update(failure="before")

    list(migrate(fleet.behind()))

    assert fleet.failing() == []


def test_a_busy_mairie_is_tried_again_after_the_others(both_behind, monkeypatch):
    real, calls = fleet_service.migrate_schema, []

    def busy_once(schema_name, *, lock_timeout_ms):
        calls.append(schema_name)
        if calls == ["m_17300"]:
            raise OperationalError("lock timeout")
        return real(schema_name, lock_timeout_ms=lock_timeout_ms)

    monkeypatch.setattr(fleet_service, "migrate_schema", busy_once)
    steps = list(migrate(fleet.behind(), pause=0))

    assert calls == ["m_17300", "m_91272", "m_17300"]
    assert [(step.member.code, step.last) for step in steps] == [("17300", False), ("91272", True), ("17300", True)]
    assert fleet.behind() == fleet.failing() == []


def test_a_mairie_that_stays_busy_is_given_up_and_noted(both_behind, monkeypatch):
    def busy(schema_name, *, lock_timeout_ms):
        raise OperationalError("lock timeout")

    monkeypatch.setattr(fleet_service, "migrate_schema", busy)
    steps = list(migrate(fleet.behind("17300"), pause=0))

    assert [step.last for step in steps] == [False, False, True]
    assert fleet.failing()[0].failure == "OperationalError: lock timeout"


def test_several_connections_do_the_same(committed_db):
    Municipality.objects.update(schema_version="000-old")

    steps = list(migrate(fleet.behind(), jobs=2))

    assert sorted(step.member.code for step in steps) == ["17300", "91272"]
    assert fleet.behind() == []


def test_a_lock_of_a_live_site_is_not_waited_for_long(committed_db):
    """A reader holds a table that a migration wants: each attempt ends at its lock timeout."""
    dsn = connections["default"].get_connection_params()
    keys = ("dbname", "user", "password", "host", "port")
    with psycopg.connect(**{key: dsn[key] for key in keys if dsn.get(key)}) as reader:
        reader.execute("LOCK TABLE m_17300.django_migrations IN ACCESS EXCLUSIVE MODE")
        Municipality.objects.filter(code="17300").update(schema_version="000-old")
        steps = list(migrate(fleet.behind(), lock_timeout_ms=50, pause=0))
        reader.rollback()

    assert [type(step.error) for step in steps] == [OperationalError] * 3
    assert [step.error for step in migrate(fleet.behind())] == [None]


def test_schemas_of_no_mairie_are_named(mairie_a):
    with connection.cursor() as cursor:
        cursor.execute('CREATE SCHEMA "m_99999"')

    assert fleet.unknown_schemas() == ["m_99999"]
