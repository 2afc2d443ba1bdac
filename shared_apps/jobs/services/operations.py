"""What operators do to jobs; each is written to their audit trail."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from core.tenancy import public_context
from shared_apps.jobs import limits
from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.models import Job
from shared_apps.jobs.selectors import jobs
from shared_apps.municipalities.services import audit


@transaction.atomic
def retry(*, job_id: int, actor: audit.Actor | None = None) -> None:
    """Make one job due at once with all its attempts before it; raises JobNotFound."""
    with public_context():
        job = _locked(job_id)
        _revive(Job.objects.filter(id=job.id))
        _record("job_retry", job, actor)


@transaction.atomic
def retry_dead(
    *, kind: str | None = None, municipality_code: str | None = None, actor: audit.Actor | None = None
) -> int:
    """Make every dead job of the selection due at once; returns how many."""
    with public_context():
        revived = _revive(jobs(state=Job.State.DEAD, kind=kind, municipality_code=municipality_code))
        details = {"kind": kind, "municipality_code": municipality_code, "jobs": revived}
        audit.record(action="jobs_retry", municipality=None, actor=actor, details=details)
    return revived


@transaction.atomic
def delete(*, job_id: int, actor: audit.Actor | None = None) -> None:
    """Give the work up; a run under way goes on. Raises JobNotFound."""
    with public_context():
        job = _locked(job_id)
        _record("job_delete", job, actor)
        job.delete()


def purge_dead(*, older_than: timedelta = limits.DEAD_KEPT) -> int:
    """Delete jobs that died longer ago, with the personal data their payloads may hold; returns how many."""
    with public_context():
        deleted, _by_model = jobs(state=Job.State.DEAD).filter(available_at__lt=Now() - older_than).delete()
    return deleted


def _revive(chosen: QuerySet[Job]) -> int:
    return Job.objects.filter(id__in=chosen.order_by().values("id")).update(
        state=Job.State.PENDING, attempts=0, claim=None, available_at=Now()
    )


def _locked(job_id: int) -> Job:
    job = Job.objects.select_for_update(of=("self",)).select_related("municipality").filter(id=job_id).first()
    if job is None:
        raise JobNotFound
    return job


def _record(action: str, job: Job, actor: audit.Actor | None) -> None:
    details = {"kind": job.kind, "key": job.key, "state": job.state}
    audit.record(action=action, municipality=job.municipality, actor=actor, details=details)
