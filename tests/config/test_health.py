"""/readyz tells within moments how things are, also where the database has stopped telling."""

from threading import Event, Thread

import psycopg
import pytest
from django.db import OperationalError, connection

from config import health

HELD_SECONDS = 3


@pytest.mark.usefixtures("committed_db")
def test_readiness_does_not_wait_for_jobs_that_somebody_has_locked(monkeypatch, client_for):
    # Given a migration that holds the table of jobs, for less time than a request would wait
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.2)
    locked = Event()
    holder = Thread(target=_hold, args=(dict(connection.get_connection_params()), locked))
    holder.start()
    assert locked.wait(10)

    # When somebody asks
    ready = client_for(None).get("/readyz")

    # Then they aren't told what holds once the table is free again, and the server still counts as one that serves
    holder.join()
    assert (ready.status_code, ready.json()) == (
        200,
        {"status": "ok", "database": True, "redis": True, "jobs": False},
    )


def test_without_a_database_nobody_waits_for_it_a_second_time(monkeypatch, client_for):
    asked = []

    def is_late():
        asked.append("jobs")
        raise OperationalError

    monkeypatch.setattr(health, "_database_answers", lambda: False)
    monkeypatch.setattr(health, "is_late", is_late)

    ready = client_for(None).get("/readyz")

    assert (ready.status_code, ready.json(), asked) == (
        503,
        {"status": "unavailable", "database": False, "redis": True, "jobs": False},
        [],
    )


def _hold(parameters, locked):
    with psycopg.connect(**parameters) as other:
        other.execute("LOCK TABLE public.jobs_job IN ACCESS EXCLUSIVE MODE")
        locked.set()
        other.execute("SELECT pg_sleep(%s)", [HELD_SECONDS])
