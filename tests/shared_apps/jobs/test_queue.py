"""Enqueueing is part of what caused it: same transaction, any schema, one row per key."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.utils import timezone

from core.tenancy import mairie_context, public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import Item, cancel, enqueue, enqueue_email, enqueue_many

TOMORROW = dt.timedelta(days=1)


def test_work_is_enqueued_for_the_mairie_one_is_in(mairie_a, inside):
    inside(mairie_a)
    enqueue("test.effect", key="pub:12", payload={"n": 1})
    with public_context():
        job = Job.objects.get()
    assert (job.municipality_id, job.kind, job.key, job.payload) == (mairie_a.id, "test.effect", "pub:12", {"n": 1})
    assert (job.state, job.attempts, job.claim, job.generation, job.bulk) == ("pending", 0, None, 1, False)
    assert job.due_at == job.available_at <= timezone.now()


def test_work_outside_any_mairie_belongs_to_the_platform(db):
    enqueue("test.effect", key="x", payload={})
    assert Job.objects.get().municipality_id is None


def test_enqueueing_is_one_statement_and_leaves_the_schema_alone(mairie_a, inside, django_assert_num_queries):
    inside(mairie_a)
    with django_assert_num_queries(1):
        enqueue("test.effect", key="x", payload={})
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone()[0] == "m_91272, extensions"


def test_work_is_taken_back_with_the_transaction_that_caused_it(committed_db, mairie_a):
    with mairie_context(mairie_a), pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("test.effect", key="x", payload={})
        raise ZeroDivisionError
    assert not Job.objects.exists()


def test_the_same_key_is_replaced_with_the_last_payload_and_date(db):
    enqueue("test.effect", key="x", payload={"n": 1})
    Job.objects.update(state="dead", attempts=8, last_error="Error: x")
    due_at = timezone.now() + TOMORROW
    enqueue("test.effect", key="x", payload={"n": 2}, due_at=due_at)
    job = Job.objects.get()
    assert (job.payload, job.due_at, job.available_at) == ({"n": 2}, due_at, due_at)
    assert (job.state, job.attempts, job.last_error, job.generation) == ("pending", 0, "", 2)


def test_the_same_key_in_two_mairies_and_the_platform_is_three_works(mairie_a, mairie_b):
    for place in (mairie_context(mairie_a), mairie_context(mairie_b), public_context()):
        with place:
            enqueue("test.effect", key="x", payload={})
            enqueue("test.effect", key="x", payload={})
    assert Job.objects.count() == 3


def test_many_items_take_one_statement_a_thousand(mairie_a, inside, django_assert_num_queries):
    inside(mairie_a)
    due_at = timezone.now() + TOMORROW
    items = [Item(f"user:{n}", {"n": n}, due_at if n % 2 else None) for n in range(2_500)]
    with django_assert_num_queries(3):
        enqueue_many("test.effect", [*items, Item("user:7", {"n": "last"})])
    with public_context():
        assert Job.objects.filter(bulk=True, municipality_id=mairie_a.id).count() == 2_500
        assert Job.objects.filter(due_at=due_at).count() == 1_249
        assert Job.objects.get(key="user:7").payload == {"n": "last"}


def test_nothing_to_enqueue_is_no_statement(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        enqueue_many("test.effect", [])


def test_cancelled_work_is_gone_and_only_that_of_the_mairie_one_is_in(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            enqueue("test.effect", key="x", payload={})
    with mairie_context(mairie_a):
        assert cancel("test.effect", key="x") is True
        assert cancel("test.effect", key="x") is False
    assert cancel("test.effect", key="x") is False
    assert Job.objects.get().municipality_id == mairie_b.id


def test_dates_and_translations_fit_into_a_payload(db):
    enqueue(
        "test.effect", key="x", payload={"day": dt.date(2026, 1, 2), "at": dt.datetime(2026, 1, 2, 3, tzinfo=dt.UTC)}
    )
    assert Job.objects.get().payload == {"day": "2026-01-02", "at": "2026-01-02T03:00:00Z"}


def test_a_mail_without_a_key_is_a_work_of_its_own(db):
    for _ in range(2):
        enqueue_email(to="a@exemple.fr", template="t", context={"code": "123456"})
    first, second = Job.objects.all()
    assert first.key != second.key
    assert first.kind == "mail.send"
    assert first.payload == {
        "to": "a@exemple.fr",
        "template": "t",
        "context": {"code": "123456"},
        "unsubscribe_url": None,
    }


def test_a_mail_with_a_key_replaces_the_one_not_sent_yet(db):
    enqueue_email(to="a@exemple.fr", template="t", context={"code": "1"}, key="otp:3")
    enqueue_email(to="a@exemple.fr", template="t", context={"code": "2"}, key="otp:3")
    assert Job.objects.get().payload["context"] == {"code": "2"}
