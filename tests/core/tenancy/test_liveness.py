"""A connection that died while it was idle is replaced; one that lives is not asked."""

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


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
