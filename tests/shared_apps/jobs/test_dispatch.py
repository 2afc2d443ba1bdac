"""Who gets which work when: only what is due, each once, a fair share to each mairie."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from shared_apps.jobs import limits
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import Item, enqueue, enqueue_many, release_held
from shared_apps.jobs.services.dispatch import claim_due, dispatch
from shared_apps.municipalities.models import Municipality

HOUR = timedelta(hours=1)


def add(mairie, count, *, bulk=False, prefix="k"):
    with mairie_context(mairie) if mairie else public_context():
        enqueue_many("test.effect", [Item(f"{prefix}:{n:05d}", {}) for n in range(count)], bulk=bulk)


def let_time_pass(passed):
    """Everything that waits waits that much less."""
    Job.objects.update(available_at=F("available_at") - passed)


def in_an_hour():
    return timezone.now() + HOUR


def codes(claims):
    return [claim.municipality_code for claim in claims]


def test_only_what_is_due_is_claimed(mairie_a):
    with mairie_context(mairie_a):
        enqueue("test.effect", key="now", payload={})
        enqueue("test.effect", key="later", payload={}, due_at=in_an_hour())
    (claim,) = claim_due()
    job = Job.objects.get(key="now")
    assert (claim.job_id, claim.token, claim.municipality_code) == (job.id, str(job.claim), "91272")
    assert not claim_due()


def test_looking_for_work_when_there_is_none_is_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert claim_due() == []


def test_looking_for_work_reads_indexes_only_as_far_as_work_is_due(db):
    """Ten thousand works planned for later cost nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_job (kind, key, payload, bulk, due_at, available_at, state, attempts, generation, "
            "last_error, created_at) SELECT 'k', n, '{}', false, now() + '1 day', now() + '1 day', 'pending', 0, 1, "
            "'', now() FROM generate_series(1, 10000) n"
        )
        cursor.execute("ANALYZE jobs_job")
        cursor.execute(
            "EXPLAIN SELECT id FROM jobs_job WHERE state = 'pending' AND available_at <= statement_timestamp()"
        )
        assert "job_due" in str(cursor.fetchall())
    assert claim_due() == []


def test_a_claim_that_nobody_takes_up_is_free_again_after_its_lease(db):
    add(None, 1)
    (first,) = claim_due()
    let_time_pass(limits.LEASE - timedelta(seconds=5))
    assert claim_due() == []
    let_time_pass(timedelta(seconds=5))
    (second,) = claim_due()
    assert second.job_id == first.job_id
    assert second.token != first.token


def test_dead_work_is_left_alone(db):
    add(None, 1)
    Job.objects.update(state="dead")
    assert claim_due() == []


def test_the_work_of_all_mairies_takes_turns(mairie_a, mairie_b):
    add(mairie_a, 30)
    add(mairie_b, 2)
    add(None, 1)
    order = codes(claim_due())
    assert set(order[:3]) == {"91272", "17300", None}
    assert order[3:5].count("17300") == 1
    assert order[5:] == ["91272"] * 28


def test_ten_thousand_works_of_a_mairie_do_not_keep_another_one_waiting(mairie_a, mairie_b):
    """Given a mairie with everything in flight that it may have, the other's work is claimed at once."""
    add(mairie_a, 10_000)
    let_time_pass(HOUR)
    assert codes(claim_due()) == ["91272"] * limits.IN_FLIGHT_PER_MAIRIE
    assert claim_due() == []
    add(mairie_b, 3)
    assert codes(claim_due()) == ["17300"] * 3


def test_work_behind_more_than_one_claim_looks_at_is_found_by_the_same_dispatch(mairie_a, mairie_b, monkeypatch):
    monkeypatch.setattr(limits, "WINDOW", 100)
    add(mairie_a, 1_000)
    let_time_pass(HOUR)
    add(mairie_b, 1)
    sent = []
    assert dispatch(send=sent.append) == limits.IN_FLIGHT_PER_MAIRIE + 1
    assert sent[-1].municipality_code == "17300"


def test_a_mairie_gets_more_as_its_work_ends(mairie_a):
    add(mairie_a, 200)
    claims = claim_due()
    Job.objects.filter(id__in=[claim.job_id for claim in claims[:20]]).delete()
    assert len(claim_due()) == 20


def test_no_more_is_in_flight_than_the_limit(db, mairie_a, mairie_b, monkeypatch):
    monkeypatch.setattr(limits, "IN_FLIGHT", 60)
    add(mairie_a, 100)
    add(mairie_b, 100)
    assert sorted(codes(claim_due())) == ["17300"] * 30 + ["91272"] * 30
    assert claim_due() == []


def test_bulk_work_gives_way_to_the_same_mairies_other_work(mairie_a):
    add(mairie_a, 500, bulk=True, prefix="bulk")
    let_time_pass(HOUR)
    add(mairie_a, 2, prefix="code")
    claims = claim_due()
    keys = dict(Job.objects.filter(claim__isnull=False).values_list("id", "key"))
    assert [keys[claim.job_id] for claim in claims[:3]] == ["code:00000", "code:00001", "bulk:00000"]


@pytest.mark.parametrize(
    ("state", "hold"),
    [("suspended", limits.HOLD_CLOSED), ("archived", limits.HOLD_CLOSED), ("provisioning", limits.HOLD_PROVISIONING)],
)
def test_work_of_a_mairie_that_is_not_open_is_put_off(mairie_a, mairie_b, state, hold):
    Municipality.objects.filter(id=mairie_a.id).update(state=state)
    add(mairie_a, 2)
    add(mairie_b, 1)
    (other,) = claim_due()
    assert other.municipality_code == "17300"
    Job.objects.filter(id=other.job_id).delete()
    held = Job.objects.filter(municipality_id=mairie_a.id)
    assert {job.claim for job in held} == {None}
    assert {job.attempts for job in held} == {0}
    let_time_pass(hold)
    Municipality.objects.filter(id=mairie_a.id).update(state="active")
    assert codes(claim_due()) == ["91272", "91272"]


def test_work_that_is_put_off_does_not_hide_the_work_behind_it(mairie_a, mairie_b):
    Municipality.objects.filter(id=mairie_a.id).update(state="suspended")
    add(mairie_a, 30)
    let_time_pass(HOUR)
    add(mairie_b, 1)
    assert codes(claim_due(limit=1)) == ["17300"]


def test_work_of_a_mairie_that_opens_again_need_not_wait(mairie_a):
    Municipality.objects.filter(id=mairie_a.id).update(state="suspended")
    add(mairie_a, 2)
    with mairie_context(mairie_a):
        enqueue("test.effect", key="later", payload={}, due_at=in_an_hour())
    claim_due()
    Municipality.objects.filter(id=mairie_a.id).update(state="active")
    release_held(municipality_id=mairie_a.id)
    assert len(claim_due()) == 2


def test_a_broker_that_is_down_leaves_the_work_free_and_unspent(db, mairie_a):
    """Given a broker that dies after two messages, the rest is claimed again by the next dispatcher."""
    add(mairie_a, 5)
    sent = []

    def send(claim):
        if len(sent) == 2:
            raise ConnectionError("broker down")
        sent.append(claim.job_id)

    assert dispatch(send=send) == 2
    assert list(Job.objects.values_list("attempts", flat=True)) == [0] * 5
    assert dispatch(send=lambda claim: sent.append(claim.job_id)) == 3
    assert sorted(sent) == sorted(Job.objects.values_list("id", flat=True))


def test_dispatchers_at_work_at_once_never_hand_out_the_same_work(committed_db, mairie_a, mairie_b, monkeypatch):
    monkeypatch.setattr(limits, "IN_FLIGHT_PER_MAIRIE", 1_000)
    add(mairie_a, 150)
    add(mairie_b, 150)
    claimed, start = [], threading.Barrier(4)

    def dispatcher():
        start.wait()
        try:
            while claims := claim_due(limit=10):
                claimed.extend(claim.job_id for claim in claims)
        finally:
            connection.close()

    threads = [threading.Thread(target=dispatcher) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    claimed.extend(claim.job_id for claim in claim_due())
    assert len(claimed) == len(set(claimed)) == 300


def test_a_row_that_another_transaction_holds_is_skipped(committed_db, mairie_a, mairie_b):
    add(mairie_a, 1)
    add(mairie_b, 1)
    held, done = threading.Event(), threading.Event()

    def holder():
        with transaction.atomic():
            list(Job.objects.select_for_update().filter(municipality_id=mairie_a.id))
            held.set()
            done.wait(10)
        connection.close()

    thread = threading.Thread(target=holder)
    thread.start()
    held.wait(10)
    assert codes(claim_due()) == ["17300"]
    done.set()
    thread.join()
    assert codes(claim_due()) == ["91272"]
