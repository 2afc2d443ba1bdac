"""One run of one job: its effect and its end are one, whatever fails, repeats or comes in between."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from core.tenancy import current
from core.tenancy.directory import directory
from shared_apps.jobs import registry
from shared_apps.jobs.errors import PermanentFailure, WorkerLost
from shared_apps.jobs.models import Job
from shared_apps.jobs.runs import current_run
from shared_apps.jobs.services import execution
from shared_apps.jobs.services.dispatch import Claim
from shared_apps.jobs.services.execution import Outcome, run, run_due
from shared_apps.municipalities.models import Municipality
from tests.shared_apps.jobs.work import claimed, enqueue_in

MINUTE = timedelta(minutes=1)


def test_work_is_done_in_its_mairie_and_its_row_is_gone(effects, mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b, None):
        enqueue_in(mairie, "test.effect", payload={"content": mairie.code if mairie else "platform"})
    assert run_due() == {Outcome.DONE: 3}
    assert effects("m_91272") == [("x", "91272")]
    assert effects("m_17300") == [("x", "17300")]
    assert effects("public") == [("x", "platform")]
    assert not Job.objects.exists()
    assert current() is None


def test_a_handler_knows_the_attempt_it_belongs_to(db, handler):
    seen = []
    enqueue_in(None, handler(lambda *, payload, key: seen.append(current_run())), key="k7", payload={"n": 1})
    run_due()
    assert (seen[0].key, seen[0].payload, seen[0].attempts) == ("k7", {"n": 1}, 1)
    assert current_run() is None


def test_work_that_enqueues_more_is_followed_to_its_end(effects, mairie_a):
    enqueue_in(mairie_a, "test.chain", key="c", payload={"left": 3})
    assert run_due() == {Outcome.DONE: 4}
    assert [key for key, _content in effects("m_91272")] == ["c", "c+", "c++", "c+++"]


def test_a_failure_leaves_no_effect_and_is_tried_again_after_a_pause(effects, mairie_a, only_job):
    enqueue_in(mairie_a, "test.failing")
    before = timezone.now()
    assert run_due() == {Outcome.FAILED: 1}
    job = only_job()
    assert effects("m_91272") == []
    assert (job.state, job.attempts, job.claim) == ("pending", 1, None)
    assert timedelta(seconds=8) <= job.available_at - before <= timedelta(seconds=13)
    assert job.last_error == "RuntimeError: the address <address> is busy"
    assert run_due() == {}


def test_work_that_keeps_failing_ends_dead_for_operators_to_see(effects, mairie_a, only_job):
    enqueue_in(mairie_a, "test.failing")
    outcomes = []
    for _ in range(4):
        outcomes += run_due().elements()
        Job.objects.update(available_at=timezone.now() - MINUTE)
    assert outcomes == [Outcome.FAILED, Outcome.FAILED, Outcome.DEAD]
    job = only_job()
    assert (job.state, job.attempts, job.claim) == ("dead", 3, None)
    assert effects("m_91272") == []


def test_a_permanent_failure_is_dead_at_once(effects, mairie_a, only_job):
    enqueue_in(mairie_a, "test.permanent")
    assert run_due() == {Outcome.DEAD: 1}
    assert (only_job().state, only_job().last_error) == ("dead", "PermanentFailure: no such recipient")
    assert effects("m_91272") == []


def test_work_of_an_unknown_kind_stays_and_says_why(db, only_job):
    enqueue_in(None, "gone.kind")
    assert run_due() == {Outcome.FAILED: 1}
    assert only_job().last_error == "UnknownKind: no app of this release registers this kind"
    Job.objects.update(attempts=registry.MAX_ATTEMPTS - 1, available_at=timezone.now())
    assert run_due() == {Outcome.DEAD: 1}


def test_an_error_of_the_database_inside_the_work_is_a_failure_like_any(db, handler, only_job):
    def broken(*, payload, key):
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")

    enqueue_in(None, handler(broken))
    assert run_due() == {Outcome.FAILED: 1}
    assert only_job().last_error == "DataError: division by zero"


def test_work_enqueued_again_by_its_own_run_stays_with_its_new_date(effects, mairie_a, only_job):
    due_at = timezone.now() + timedelta(days=1)
    enqueue_in(mairie_a, "test.again", payload={"content": "first", "next": due_at.isoformat()})
    assert run_due() == {Outcome.DONE: 1}
    job = only_job()
    assert (job.payload, job.due_at, job.attempts, job.claim) == ({"content": "second"}, due_at, 0, None)
    assert effects("m_91272") == [("x", "first")]


def test_a_message_that_arrives_twice_does_its_work_once(effects, mairie_a):
    enqueue_in(mairie_a, "test.effect")
    claim = claimed()
    assert [run(claim=claim), run(claim=claim)] == [Outcome.DONE, Outcome.STALE]
    assert effects("m_91272") == [("x", "")]


def test_a_message_whose_work_was_enqueued_anew_or_claimed_anew_does_nothing(effects, mairie_a):
    enqueue_in(mairie_a, "test.effect")
    first = claimed()
    enqueue_in(mairie_a, "test.effect")
    assert run(claim=first) is Outcome.STALE
    second = claimed()
    Job.objects.update(available_at=timezone.now() - MINUTE)
    third = claimed()
    assert run(claim=second) is Outcome.STALE
    assert run(claim=third) is Outcome.DONE


def test_work_that_kills_every_worker_ends_dead(db, handler, only_job):
    enqueue_in(None, handler(lambda *, payload, key: None, max_attempts=2))
    Job.objects.update(attempts=2)
    assert run_due() == {Outcome.DEAD: 1}
    assert only_job().last_error == "WorkerLost: no attempt came to its end"


@pytest.mark.parametrize("state", ["suspended", "archived", "provisioning"])
def test_work_of_a_mairie_that_closed_meanwhile_is_held_back(effects, mairie_a, only_job, state):
    enqueue_in(mairie_a, "test.effect")
    claim = claimed()
    Municipality.objects.update(state=state)
    directory.clear()
    assert run(claim=claim) is Outcome.HELD
    job = only_job()
    assert (job.attempts, job.claim) == (0, None)
    assert job.available_at > timezone.now()
    assert effects("m_91272") == []


def test_work_of_a_mairie_that_has_just_opened_is_not_held_by_what_the_cache_remembers(effects, mairie_a):
    Municipality.objects.update(state="suspended")
    directory.clear()
    assert directory.by_code("91272").state == "suspended"
    Municipality.objects.update(state="active")
    enqueue_in(mairie_a, "test.effect")
    assert run(claim=claimed()) is Outcome.DONE


def test_work_of_a_mairie_that_does_not_exist_is_dead(effects, mairie_a, only_job):
    enqueue_in(mairie_a, "test.effect")
    claim = claimed()
    assert run(claim=Claim(claim.job_id, claim.token, "99999")) is Outcome.DEAD
    assert only_job().last_error == "MairieMissing: 99999"


def test_recurring_work_is_planned_once_and_again_after_each_run(db, handler, only_job):
    seen = []
    name = handler(lambda *, payload, key: seen.append(key), every=timedelta(days=1))
    Job.objects.all().delete()
    execution.ensure_recurring()
    Job.objects.exclude(kind=name).delete()
    execution.ensure_recurring()
    Job.objects.exclude(kind=name).delete()
    assert run_due() == {Outcome.DONE: 1}
    job = only_job()
    assert (seen, job.key, job.generation) == ([name], name, 2)
    assert timedelta(hours=23) < job.due_at - timezone.now() <= timedelta(days=1)
    assert run_due() == {}
    Job.objects.update(available_at=F("available_at") - timedelta(days=1))
    assert run_due() == {Outcome.DONE: 1}


def test_recurring_work_that_fails_is_tried_anew_each_period_and_never_ends(db, handler, only_job):
    def fail(*, payload, key):
        raise RuntimeError("no disk")

    enqueue_in(None, handler(fail, max_attempts=2, every=timedelta(hours=6)))
    assert run_due() == {Outcome.FAILED: 1}
    Job.objects.update(available_at=timezone.now() - MINUTE)
    assert run_due() == {Outcome.POSTPONED: 1}
    job = only_job()
    assert (job.state, job.attempts, job.claim, job.last_error) == ("pending", 0, None, "RuntimeError: no disk")
    assert timedelta(hours=5) < job.available_at - timezone.now() <= timedelta(hours=6)


@pytest.mark.parametrize("error", [PermanentFailure("never"), WorkerLost("killed")])
def test_work_that_plans_its_own_next_time_outlives_any_failure(mairie_a, handler, only_job, error):
    def fail(*, payload, key):
        raise error

    enqueue_in(mairie_a, handler(fail, comes_back=timedelta(days=1)))
    assert run_due() == {Outcome.POSTPONED: 1}
    job = only_job()
    assert (job.state, job.last_error) == ("pending", f"{type(error).__name__}: {error}")
    assert timedelta(hours=23) < job.available_at - timezone.now() <= timedelta(days=1)


def test_recurring_work_that_an_earlier_release_gave_up_is_taken_up_again(db, handler, only_job):
    name = handler(lambda *, payload, key: None, every=timedelta(days=1))
    execution.ensure_recurring()
    Job.objects.exclude(kind=name).delete()
    Job.objects.update(state="dead", attempts=8)
    execution.ensure_recurring()
    job = Job.objects.get(kind=name)
    assert (job.state, job.attempts) == ("pending", 0)


def test_what_a_person_waits_for_by_mail_is_tried_for_half_a_day():
    kinds = {
        "mail.send",
        "accounts.send_first_link",
        "accounts.send_invitation",
        "messages.tell_visitor",
        "messages.welcome_visitor",
        "notifications.confirm_subscription",
        "notifications.digest_mail",
        "notifications.mail",
        "notifications.subscriber_mail",
    }
    assert {name for name in kinds if registry.get(name).max_attempts != registry.MAIL_ATTEMPTS} == set()


def test_work_that_nobody_enqueues_again_comes_back_by_itself(db):
    """What plans its own next time would otherwise end with the first day on which it fails."""
    own = {"preferences.retention", "events.extend_series", "events.remind"}
    own |= {"notifications.digest", "notifications.send_digest"}
    alone = own | {kind.name for kind in registry.recurring()}
    assert {name for name in alone if registry.get(name).comes_back is None} == set()


def test_doing_one_work_takes_few_statements(effects, mairie_a, django_assert_num_queries):
    enqueue_in(mairie_a, "test.effect")
    claim = claimed()
    directory.by_code("91272")
    with django_assert_num_queries(7):  # lock, begin, savepoint, effect, delete, release, unlock
        run(claim=claim)
