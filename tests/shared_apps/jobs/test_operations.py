"""What operators do to jobs, and the trail it leaves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs import limits
from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue, operations
from shared_apps.municipalities.models import OperatorAction

DAY = timedelta(days=1)


def dead(mairie, *, kind="test.effect", key="x", ago=timedelta(0)):
    with mairie_context(mairie):
        enqueue(kind, key=key, payload={})
    job = Job.objects.get(municipality_id=mairie.id, kind=kind, key=key)
    Job.objects.filter(id=job.id).update(state="dead", attempts=8, available_at=timezone.now() - ago, last_error="E: x")
    return job.id


def test_a_job_that_is_retried_has_all_its_attempts_before_it(mairie_a):
    job_id = dead(mairie_a)
    operations.retry(job_id=job_id)
    job = Job.objects.get(id=job_id)
    assert (job.state, job.attempts, job.claim, job.generation) == ("pending", 0, None, 1)
    assert job.available_at <= timezone.now()
    action = OperatorAction.objects.latest("id")
    assert (action.action, action.municipality_id, action.actor) == ("job_retry", mairie_a.id, "manage.py")
    assert action.details == {"kind": "test.effect", "key": "x", "state": "dead"}


def test_dead_jobs_of_a_selection_are_retried_together(mairie_a, mairie_b):
    chosen = [dead(mairie_a, key="1"), dead(mairie_a, key="2")]
    dead(mairie_b)
    dead(mairie_a, kind="test.other")
    assert operations.retry_dead(kind="test.effect", municipality_code="91272") == 2
    assert set(Job.objects.filter(state="pending").values_list("id", flat=True)) == set(chosen)


def test_a_deleted_job_is_gone_and_the_trail_says_so(mairie_a):
    job_id = dead(mairie_a)
    operations.delete(job_id=job_id)
    assert not Job.objects.exists()
    assert OperatorAction.objects.latest("id").action == "job_delete"


@pytest.mark.parametrize("action", [operations.retry, operations.delete])
def test_a_job_that_is_done_cannot_be_acted_upon(db, action):
    with pytest.raises(JobNotFound):
        action(job_id=1)


def test_dead_jobs_are_forgotten_a_month_after_they_died(mairie_a):
    old = dead(mairie_a, key="old", ago=limits.DEAD_KEPT + DAY)
    kept = dead(mairie_a, key="kept", ago=limits.DEAD_KEPT - DAY)
    Job.objects.filter(id=kept).update(created_at=timezone.now() - 90 * DAY)
    assert operations.purge_dead() == 1
    assert not Job.objects.filter(id=old).exists()
