"""A connection that died while idle is replaced, one that fell silent is given up; one that lives is not asked."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.tenancy.backend.patience import impatient


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


def _answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchall() == [(1,)])
