"""Databases, mairies and clients that every test stands on.

One template database is built per run (public schema, register, two mairies); each test process clones it, and so
does each test that needs real commits.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from core.pages.changes import watch
from core.pages.shelves import shelves
from core.redis import client as redis_client
from core.tenancy import Tenant, mairie_context
from core.tenancy.directory import directory
from tests import databases
from tests.clients import JsonClient
from tests.people import Person

TEMPLATE = "test_ecms_template"
CODE_A, CODE_B = "91272", "17300"


def pytest_configure(config: pytest.Config) -> None:
    """Give each process its own Redis database; the first process also builds the template.

    However long an example takes on a busy machine, it is no failure.
    """
    hypothesis_settings.register_profile("untimed", deadline=None)
    hypothesis_settings.load_profile("untimed")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    number = int(worker.removeprefix("gw") or 0) + 1 if worker else 0
    settings.REDIS_URL = f"{settings.REDIS_URL.rsplit('/', 1)[0]}/{number}"
    settings.CACHES["default"]["LOCATION"] = settings.REDIS_URL
    if not worker and not config.option.collectonly:
        with config.stash[blocking_manager_key].unblock():
            _build_template()


def _build_template() -> None:
    databases.recreate(TEMPLATE)
    databases.use(TEMPLATE)
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    call_command("load_register", verbosity=0)
    for code in (CODE_A, CODE_B):
        call_command("provision", code, mayor_email=f"maire@{code}.test", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM public.jobs_job")
    connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Clone the template for this process instead of migrating again."""
    name = f"test_ecms_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    databases.recreate(name, template=TEMPLATE)
    with django_db_blocker.unblock():
        databases.use(name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    databases.drop(name)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database of the test's own where commits are real; gives its name."""
    shared = connection.settings_dict["NAME"]
    name = f"{shared}_own"
    databases.recreate(name, template=TEMPLATE)
    with django_db_blocker.unblock():
        databases.use(name)
        yield name
        databases.use(shared)
    databases.drop(name)


@pytest.fixture(autouse=True)
def _clean_slate(tmp_path: Any) -> Iterator[None]:
    """No cache, page, rate or directory entry outlives a test."""
    directory.clear()
    shelves.clear()
    redis_client().flushdb()
    watch.next_look = 0.0  # else it finds Redis emptied in the middle of the test, and drops what was kept until then
    yield
    connection.set_schema_to_public()


def tenant(code: str) -> Tenant:
    found = directory.by_code(code)
    assert found is not None, f"the template database holds no mairie {code}"
    return found


@pytest.fixture
def mairie_a(request: pytest.FixtureRequest) -> Tenant:
    """Gif-sur-Yvette (91272)."""
    _need_database(request)
    return tenant(CODE_A)


@pytest.fixture
def mairie_b(request: pytest.FixtureRequest) -> Tenant:
    """La Rochelle (17300)."""
    _need_database(request)
    return tenant(CODE_B)


def _need_database(request: pytest.FixtureRequest) -> None:
    if "committed_db" not in request.fixturenames:
        request.getfixturevalue("db")


@pytest.fixture
def inside() -> Iterator[Callable[[Tenant], None]]:
    """Enter a mairie for the rest of the test: `inside(mairie_a)`."""
    contexts = []

    def enter(mairie: Tenant) -> None:
        context = mairie_context(mairie)
        context.__enter__()
        contexts.append(context)

    yield enter
    for context in reversed(contexts):
        context.__exit__(None, None, None)


@pytest.fixture
def client_for(request: pytest.FixtureRequest) -> Callable[..., JsonClient]:
    """`client_for(mairie, role=None, via="host"|"code")`: a JSON client, signed in when a role is given."""
    _need_database(request)
    return JsonClient.make


@pytest.fixture
def person_for(request: pytest.FixtureRequest) -> Callable[..., Person]:
    """`person_for(mairie, role="citizen")`: a browser in which an account of the mairie is signed in."""
    _need_database(request)
    return Person.make
