"""What happens to a job while it runs: enqueued again, cancelled, claimed a second time, killed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs import limits
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import cancel, enqueue
from shared_apps.jobs.services.execution import Outcome, run, run_due
from tests.shared_apps.jobs.work import claimed, elsewhere, enqueue_in

MINUTE = timedelta(minutes=1)


def test_work_enqueued_again_by_somebody_else_during_its_run_is_not_lost(committed_effects, mairie_a, handler):
    """The other one does not wait for the run to end, and its work is done with its payload."""
    seen = []

    def work(*, payload, key):
        seen.append(payload["n"])
        if payload["n"] == 1:
            elsewhere(lambda: enqueue_in(mairie_a, name, payload={"n": 2}))

    name = handler(work)
    enqueue_in(mairie_a, name, payload={"n": 1})
    assert run_due() == {Outcome.DONE: 2}
    assert seen == [1, 2]
    assert not Job.objects.exists()


def test_a_failure_of_the_old_run_does_not_touch_work_enqueued_again(committed_db, mairie_a, handler, only_job):
    def work(*, payload, key):
        elsewhere(lambda: enqueue_in(mairie_a, name, payload={"n": 2}))
        raise RuntimeError

    name = handler(work, max_attempts=1)
    enqueue_in(mairie_a, name, payload={"n": 1})
    run(claim=claimed())
    job = only_job()
    assert (job.payload, job.state, job.attempts, job.last_error, job.claim) == ({"n": 2}, "pending", 0, "", None)


def test_work_cancelled_during_its_run_does_not_come_back(committed_db, mairie_a, handler):
    def cancel_it():
        with mairie_context(mairie_a):
            return cancel(name, key="x")

    name = handler(lambda *, payload, key: elsewhere(cancel_it))
    enqueue_in(mairie_a, name)
    assert run_due() == {Outcome.DONE: 1}
    assert not Job.objects.exists()


def test_a_service_and_the_job_that_share_a_row_do_not_deadlock(committed_effects, mairie_a, handler):
    """A publication rescheduled at the moment it is published: row first, job last, on both sides."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO m_91272.effect (key, content) VALUES ('pub', 'scheduled')")
    locked, started = threading.Event(), threading.Event()

    def reschedule():
        with mairie_context(mairie_a), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE effect SET content = 'rescheduled' WHERE key = 'pub'")
            locked.set()
            started.wait(10)
            enqueue(name, key="x", payload={"n": 2}, due_at=timezone.now() + timedelta(days=1))
        connection.close()

    def publish(*, payload, key):
        started.set()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE effect SET content = content || ' seen' WHERE key = 'pub'")

    name = handler(publish)
    enqueue_in(mairie_a, name, payload={"n": 1})
    thread = threading.Thread(target=reschedule)
    thread.start()
    locked.wait(10)
    assert run_due() == {Outcome.DONE: 1}
    thread.join(10)
    assert committed_effects("m_91272") == [("pub", "rescheduled seen")]
    assert Job.objects.get().payload == {"n": 2}


def test_a_message_that_arrives_twice_while_the_work_runs_does_it_once(committed_effects, mairie_a, handler):
    outcomes = []

    def work(*, payload, key):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effect (key) VALUES ('once')")
        outcomes.append(elsewhere(lambda: run(claim=claim)))

    enqueue_in(mairie_a, handler(work))
    claim = claimed()
    assert run(claim=claim) is Outcome.DONE
    assert outcomes == [Outcome.BUSY]
    assert len(committed_effects("m_91272")) == 1
    assert not Job.objects.exists()


def test_work_that_runs_longer_than_its_lease_is_not_done_twice(committed_effects, mairie_a, handler, only_job):
    """The next claim meets the lock, gives up for a while and does not count as an attempt."""
    seen = []

    def again():
        Job.objects.update(available_at=timezone.now() - MINUTE)
        second = claimed()
        seen.append(run(claim=second))
        job = only_job()
        seen.append((job.attempts, job.claim, job.available_at > timezone.now() + limits.BUSY / 2))

    def work(*, payload, key):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO effect (key) VALUES ('once')")
        elsewhere(again)

    enqueue_in(mairie_a, handler(work))
    assert run(claim=claimed()) is Outcome.DONE
    assert seen == [Outcome.BUSY, (1, None, True)]
    assert len(committed_effects("m_91272")) == 1
    assert not Job.objects.exists()


def test_a_failure_after_a_second_claim_still_counts_and_pauses(committed_db, handler, only_job):
    def claim_again():
        Job.objects.update(available_at=timezone.now() - MINUTE)
        claimed()

    def work(*, payload, key):
        elsewhere(claim_again)
        raise RuntimeError("late")

    enqueue_in(None, handler(work))
    run(claim=claimed())
    assert (only_job().attempts, only_job().claim, only_job().last_error) == (1, None, "RuntimeError: late")


def test_an_attempt_is_counted_before_it_begins(committed_db, handler, only_job):
    """Given a worker that dies in the middle, what it leaves is one attempt and a lease that runs out."""
    seen = []

    def work(*, payload, key):
        seen.append(elsewhere(lambda: (only_job().attempts, only_job().available_at > timezone.now() + MINUTE / 2)))
        raise SystemExit

    enqueue_in(None, handler(work))
    with pytest.raises(SystemExit):
        run(claim=claimed())
    assert seen == [(1, True)]
    assert (only_job().attempts, only_job().state) == (1, "pending")
