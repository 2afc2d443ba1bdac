"""Celery's two tasks, and the handlers of the kinds that belong to no other app."""

from typing import Any

from celery import current_app, shared_task

from core import mail
from core.tenancy.tasks import MUNICIPALITY_HEADER
from shared_apps.jobs import limits
from shared_apps.jobs.errors import PermanentFailure
from shared_apps.jobs.registry import MAIL_ATTEMPTS, job
from shared_apps.jobs.runs import current_run
from shared_apps.jobs.services import dispatch as dispatching
from shared_apps.jobs.services import execution, operations
from shared_apps.jobs.services.queue import MAIL


@shared_task(name="jobs.dispatch")
def dispatch() -> None:
    """Hand out what is due; beat calls it every second."""
    with current_app.producer_or_acquire() as producer:
        dispatching.dispatch(send=lambda claim: send(claim, producer=producer))


@shared_task(name="jobs.run")
def run(*, job_id: int, claim: str, municipality_code: str | None) -> None:
    """Run a claimed job; the row decides everything else, so a message that arrives twice or late does no harm."""
    execution.run(claim=dispatching.Claim(job_id, claim, municipality_code))


@shared_task(name="jobs.ensure_recurring")
def ensure_recurring() -> None:
    """Add the rows of recurring work that a new release brings; every worker asks for it when it starts."""
    execution.ensure_recurring()


def send(claim: dispatching.Claim, *, producer: Any = None) -> None:
    """Put a claim into the broker's queue, without waiting for a broker that is down."""
    run.apply_async(
        kwargs={"job_id": claim.job_id, "claim": claim.token, "municipality_code": claim.municipality_code},
        headers={MUNICIPALITY_HEADER: claim.municipality_code},
        expires=limits.LEASE.total_seconds(),
        producer=producer,
        retry=False,
    )


@job(MAIL, max_attempts=MAIL_ATTEMPTS)
def send_mail(*, payload: dict[str, Any], key: str) -> None:
    """Send one mail. At least once: killed between the mail server's answer and the commit, it is sent again with the
    same Message-ID.
    """
    attempt = current_run()
    try:
        mail.send(
            to=payload["to"],
            template=payload["template"],
            context=payload["context"],
            unsubscribe_url=payload.get("unsubscribe_url"),
            message_id=f"job.{attempt.work_id}" if attempt else None,
        )
    except mail.UndeliverableAddress as error:
        raise PermanentFailure(str(error)) from error


@job("jobs.purge_dead", every=limits.PURGE_EVERY)
def purge_dead(*, payload: dict[str, Any], key: str) -> None:
    """Forget dead jobs, and the personal data in their payloads, a month after they died."""
    operations.purge_dead()
