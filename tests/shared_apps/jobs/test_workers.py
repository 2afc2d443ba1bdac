"""Real processes: broker stopped, workers killed with -9 in the middle; nothing lost, nothing done twice."""

import json

import pytest

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import Item, enqueue, enqueue_many
from tests.shared_apps.jobs.processes import Broker, Worker, wait_until


@pytest.fixture
def broker():
    server = Broker()
    yield server
    server.kill()


@pytest.fixture
def new_worker(committed_db, broker, tmp_path, request):
    """Start a worker: `new_worker("first")`; all are ended with the test, their logs shown when it fails."""
    workers = []

    def start(name):
        worker = Worker(database=committed_db, broker=broker, log=tmp_path / f"{name}.log")
        workers.append(worker)
        worker.start()
        return worker

    yield start
    for worker in workers:
        worker.kill()
        print(worker.log.name, worker.log.read_text()[-40000:])


def enqueue_for(mairie, kind, *, key="x", payload=None):
    with mairie_context(mairie):
        enqueue(kind, key=key, payload=payload or {})


def all_done():
    with public_context():
        return not Job.objects.filter(kind__startswith="test.").exists()


def job():
    with public_context():
        return Job.objects.get(kind__startswith="test.")


def test_due_work_reaches_its_mairie_through_the_broker(committed_effects, mairie_a, mairie_b, broker, new_worker):
    broker.start()
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            enqueue_many("test.effect", [Item(f"k{n}", {"content": mairie.code}) for n in range(30)])
    worker = new_worker("worker")
    wait_until(all_done, what="all work is done")
    for schema, code in (("m_91272", "91272"), ("m_17300", "17300")):
        assert sorted(committed_effects(schema)) == sorted((f"k{n}", code) for n in range(30))
    worker.stop()
    lines = [json.loads(line) for line in worker.log.read_text().splitlines() if line.startswith("{")]
    done = [line for line in lines if line["message"] == "job done" and line["kind"] == "test.effect"]
    assert len(done) == 60
    assert {line["municipality"] for line in done} == {"91272", "17300"}
    assert all(line["job"] and line["attempt"] == 1 for line in done)


def test_a_worker_that_is_asked_to_end_in_the_midst_of_work_leaves_the_rest_to_the_next(
    committed_effects, mairie_a, broker, new_worker
):
    broker.start()
    with mairie_context(mairie_a):
        enqueue_many("test.effect", [Item(f"k{n:03d}", {}) for n in range(300)])
    remaining = Job.objects.filter(kind="test.effect")
    first = new_worker("first")
    wait_until(lambda: remaining.count() < 250, what="work is under way")
    first.stop()
    assert remaining.exists()
    new_worker("second")
    wait_until(all_done, what="all work is done")
    assert sorted(key for key, _content in committed_effects("m_91272")) == [f"k{n:03d}" for n in range(300)]


def test_recurring_work_is_planned_by_a_worker_that_starts(committed_db, broker, new_worker):
    broker.start()
    new_worker("worker")
    wait_until(lambda: Job.objects.filter(kind="jobs.purge_dead").exists(), what="the purge is planned")


def test_work_whose_worker_is_killed_in_the_middle_is_done_once_by_another(
    committed_effects, mairie_a, broker, new_worker
):
    broker.start()
    enqueue_for(mairie_a, "test.slow", payload={"seconds": 4})
    first = new_worker("first")
    wait_until(lambda: job().attempts == 1, what="the work has begun")
    first.kill()
    assert committed_effects("m_91272") == []
    new_worker("second")
    wait_until(all_done, what="the work is done")
    assert committed_effects("m_91272") == [("x", "")]


def test_work_that_kills_its_worker_ends_dead_and_the_other_work_goes_on(
    committed_effects, mairie_a, broker, new_worker
):
    broker.start()
    enqueue_for(mairie_a, "test.deadly")
    enqueue_for(mairie_a, "test.effect", key="other")
    new_worker("worker")
    dead = wait_until(lambda: Job.objects.filter(state="dead").first(), what="the job is dead")
    assert (dead.kind, dead.attempts, dead.last_error) == ("test.deadly", 3, "WorkerLost: no attempt came to its end")
    assert committed_effects("m_91272") == [("other", "")]


def test_work_enqueued_while_the_broker_is_down_is_done_when_it_is_back(
    committed_effects, mairie_a, broker, new_worker
):
    new_worker("worker")
    enqueue_for(mairie_a, "test.effect", key="before")
    broker.start()
    wait_until(all_done, what="the first work is done")
    broker.kill()
    enqueue_for(mairie_a, "test.effect", key="during")
    broker.start()
    wait_until(all_done, seconds=60, what="the second work is done")
    assert committed_effects("m_91272") == [("before", ""), ("during", "")]


def test_work_goes_on_while_the_broker_is_lost_and_is_not_done_twice(committed_effects, mairie_a, broker, new_worker):
    broker.start()
    enqueue_for(mairie_a, "test.slow", payload={"seconds": 5})
    new_worker("worker")
    wait_until(lambda: job().attempts == 1, what="the work has begun")
    broker.kill()
    broker.start()
    wait_until(all_done, what="the work is done")
    assert committed_effects("m_91272") == [("x", "")]


def test_two_hundred_works_survive_a_killed_worker_and_a_lost_broker(
    committed_effects, mairie_a, mairie_b, broker, new_worker
):
    broker.start()
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            enqueue_many("test.slow", [Item(f"k{n:03d}", {"seconds": 0.05}) for n in range(100)])
    first = new_worker("first")
    new_worker("second")
    remaining = Job.objects.filter(kind="test.slow")
    wait_until(lambda: remaining.count() < 180, what="work is under way")
    first.kill()
    wait_until(lambda: remaining.count() < 120, what="the other worker goes on")
    broker.kill()
    broker.start()
    wait_until(all_done, seconds=90, what="all work is done")
    for schema in ("m_91272", "m_17300"):
        assert sorted(key for key, _content in committed_effects(schema)) == [f"k{n:03d}" for n in range(100)]
