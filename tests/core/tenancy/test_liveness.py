"""A connection that died while idle is replaced, one that fell silent is given up; one that lives is not asked."""

import socket
import threading

import psycopg
import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from config.settings.base import POOL
from core.api.translation import translate
from core.tenancy.backend import patience
from core.tenancy.backend.base import DatabaseWrapper
from core.tenancy.backend.patience import impatient
from core.tenancy.backend.silence import silence


@pytest.fixture(autouse=True)
def no_silence_remains(monkeypatch):
    monkeypatch.setattr(silence, "_asked", 0.0)
    yield
    silence.lasts = False


@pytest.fixture
def soon_in_doubt(monkeypatch):
    monkeypatch.setattr(patience, "DOUBT_SECONDS", 0.1)


@pytest.mark.usefixtures("committed_db")
def test_a_lost_connection_is_noticed_before_it_is_used():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [(pid,)] = cursor.fetchall()
    assert connection.is_usable()

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    assert not connection.is_usable()


@pytest.mark.usefixtures("committed_db")
def test_a_living_connection_is_not_asked():
    connection.ensure_connection()

    with CaptureQueriesContext(connection) as sent:
        assert connection.is_usable()

    assert len(sent) == 0


@pytest.mark.usefixtures("committed_db")
def test_a_request_does_not_wait_for_a_database_that_is_silent():
    # Given a statement that the database doesn't answer
    with pytest.raises(OperationalError), impatient(0.2), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    # Then its connection is given up, and the next statement has a new one
    assert not connection.is_usable()
    connection.close_if_unusable_or_obsolete()
    assert _answers()


@pytest.mark.usefixtures("committed_db")
def test_a_transaction_that_waits_in_vain_is_given_up_whole():
    with pytest.raises(OperationalError), impatient(0.2), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")

    assert _answers()


@pytest.mark.usefixtures("committed_db")
def test_work_outside_requests_may_take_long():
    with impatient(0.2):
        pass
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")

    assert _answers()


@pytest.mark.usefixtures("committed_db", "soon_in_doubt")
def test_a_request_does_not_wait_for_a_database_that_has_fallen_silent(monkeypatch):
    # Given a server that lets nobody in any more
    monkeypatch.setattr(DatabaseWrapper, "_lives", lambda self: False)

    # When a request that would wait for a minute asks for something
    with pytest.raises(OperationalError), impatient(60), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")

    # Then all know of it until somebody gets in again
    assert silence.lasts
    monkeypatch.setattr(silence, "_asked", 0.0)
    connection.close_if_unusable_or_obsolete()
    with impatient():
        assert _answers()
    assert not silence.lasts


@pytest.mark.usefixtures("committed_db", "soon_in_doubt")
def test_a_request_waits_for_a_database_that_lives():
    with impatient(60), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.5)")

    assert not silence.lasts


def test_a_server_that_says_nothing_to_a_newcomer_does_not_live():
    with socket.create_server(("127.0.0.1", 0)) as mute:
        host, port = mute.getsockname()
        assert not _wrapper(HOST=host, PORT=str(port), OPTIONS={"connect_timeout": "2"})._lives()
    assert _wrapper(HOST=host, PORT=str(port))._lives()  # it refuses, and the broken connections tell


def test_one_request_at_a_time_waits_for_a_silent_database():
    # Given somebody who is asking already
    silence.lasts = True
    asking, asked = threading.Event(), threading.Event()

    def ask():
        with silence.tried():
            asking.set()
            asked.wait(10)

    somebody = threading.Thread(target=ask)
    somebody.start()
    assert asking.wait(10)

    # When another would connect, then that one is refused at once
    with pytest.raises(psycopg.OperationalError), silence.tried():
        pytest.fail("two ask at the same time")

    # And once somebody has got in, everybody may
    asked.set()
    somebody.join()
    with silence.tried():
        assert not silence.lasts


def test_who_has_waited_in_vain_spares_the_next_request():
    with pytest.raises(psycopg.OperationalError), silence.tried():
        raise psycopg.errors.ConnectionTimeout

    with pytest.raises(psycopg.OperationalError), silence.tried():
        pytest.fail("asked again at once")


@pytest.mark.usefixtures("committed_db")
def test_a_living_connection_outlasts_a_server_that_lets_nobody_in():
    assert _answers()
    silence.lasts = True

    assert connection.is_usable()


@pytest.mark.usefixtures("committed_db")
def test_who_finds_the_pool_taken_is_told_to_come_back():
    # Given a pool whose connection is taken
    first = _wrapper(OPTIONS={**_options(), "pool": {**POOL, "max_size": 1, "timeout": 0.2}}, CONN_MAX_AGE=0)
    second = _wrapper(OPTIONS=first.settings_dict["OPTIONS"], CONN_MAX_AGE=0)
    first.ensure_connection()
    try:
        # When another request needs one
        with pytest.raises(OperationalError) as refused, impatient():
            second.ensure_connection()
    finally:
        first.close()
        first.close_pool()

    # Then it answers within moments that the service is not available
    assert translate(refused.value).status == 503
    assert POOL["timeout"] <= 5


@pytest.mark.usefixtures("committed_db")
def test_a_connection_of_a_pool_keeps_to_the_patience_of_its_request():
    pooled = _wrapper(OPTIONS={**_options(), "pool": {**POOL, "max_size": 1}}, CONN_MAX_AGE=0)
    try:
        with pytest.raises(OperationalError), impatient(0.2), pooled.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
    finally:
        pooled.close()
        pooled.close_pool()


def _wrapper(**changed) -> DatabaseWrapper:
    """A connection of its own, in its own pool if it has one."""
    return DatabaseWrapper({**connection.settings_dict, **changed}, alias="apart")


def _options() -> dict:
    return dict(settings.DATABASES["default"]["OPTIONS"])


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchall() == [(1,)])
