"""Run one claimed job: its effect and its end are one transaction.

Three things keep it to one effect. The end of an attempt ends its claim: a message that comes late or twice is stale. A
lock of the session keeps a second run out as long as the first one lives, however long that is. The row is deleted only
in the generation that was read: work enqueued again meanwhile stays, with its new payload and date; and because the row
itself is not locked, nobody waits for a run to end in order to enqueue.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from enum import StrEnum

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.utils import timezone

from core.tenancy import Tenant, mairie_context, public_context
from core.tenancy.directory import directory
from shared_apps.jobs import limits, registry
from shared_apps.jobs.errors import MairieMissing, PermanentFailure, WorkerLost
from shared_apps.jobs.runs import Run, running
from shared_apps.jobs.services import rows
from shared_apps.jobs.services.dispatch import OPEN, PROVISIONING, Claim, claim_due, put_off, release
from shared_apps.jobs.services.queue import enqueue
from shared_apps.municipalities.selectors.directory import tenant_by_code

logger = logging.getLogger(__name__)
FINAL = (PermanentFailure, MairieMissing, WorkerLost)
FEW = 10  # claims of one process at a time, so that others find work too


class Outcome(StrEnum):
    """What became of a claim."""

    DONE = "done"
    STALE = "stale"
    BUSY = "busy"
    HELD = "held"
    FAILED = "failed"
    POSTPONED = "postponed"
    DEAD = "dead"


def run(*, claim: Claim) -> Outcome:
    """Do the claimed work in its mairie; its errors are recorded, not raised, and a stale claim does nothing."""
    with public_context(), _alone(claim.job_id) as alone:
        if not alone:
            put_off(claim=claim, pause=limits.BUSY)
            return Outcome.BUSY
        tenant = _mairie(claim.municipality_code)
        if tenant and tenant.state != OPEN:
            coming = tenant.state == PROVISIONING
            put_off(claim=claim, pause=limits.HOLD_PROVISIONING if coming else limits.HOLD_CLOSED)
            return Outcome.HELD
        begun = rows.begin(job_id=claim.job_id, claim=claim.token)
        return _attempt(begun, claim, tenant) if begun else Outcome.STALE


def run_due(*, stop: Callable[[], bool] = lambda: False) -> Counter[Outcome]:
    """Do everything that is due, in this process and without a broker, work that follows from it included.

    `stop` is asked before each job; when it says so, claims that are left are given back.
    """
    outcomes: Counter[Outcome] = Counter()
    while not stop() and (claims := claim_due(limit=FEW)):
        for place, claim in enumerate(claims):
            if stop():
                release(claims=claims[place:])
                break
            outcomes[run(claim=claim)] += 1
    return outcomes


def ensure_recurring() -> None:
    """Have a row for each kind the platform does again and again; one that exists keeps its date."""
    for kind in registry.recurring():
        rows.add_missing(kind=kind.name)


def _attempt(begun: Run, claim: Claim, tenant: Tenant | None) -> Outcome:
    where = {
        "municipality": claim.municipality_code or "-",
        "job": begun.id,
        "kind": begun.kind,
        "attempt": begun.attempts,
    }
    try:
        _work(begun, claim, tenant)
    except Exception as error:
        outcome = _record_failure(begun, error)
        level = logging.WARNING if outcome == Outcome.FAILED else logging.ERROR
        logger.log(level, "job %s", outcome.value, exc_info=True, extra=where)
        return outcome
    logger.info("job done", extra=where)
    return Outcome.DONE


def _work(begun: Run, claim: Claim, tenant: Tenant | None) -> None:
    kind = registry.get(begun.kind)
    if claim.municipality_code and tenant is None:
        raise MairieMissing(claim.municipality_code)
    if begun.attempts > kind.max_attempts:
        raise WorkerLost("no attempt came to its end")
    place = mairie_context(tenant) if tenant else nullcontext()
    with place, transaction.atomic(), running(begun):
        kind.handler(payload=begun.payload, key=begun.key)
        if kind.every:
            enqueue(kind.name, key=begun.key, payload=begun.payload, due_at=timezone.now() + kind.every)
        rows.finish(run=begun)


def _record_failure(begun: Run, error: Exception) -> Outcome:
    kind = registry.get(begun.kind)
    if not isinstance(error, FINAL) and begun.attempts < kind.max_attempts:
        rows.retry(run=begun, error=error, pause=kind.pause_after(begun.attempts))
        return Outcome.FAILED
    if kind.comes_back and not isinstance(error, MairieMissing):
        rows.postpone(run=begun, error=error, pause=kind.comes_back)
        return Outcome.POSTPONED
    rows.bury(run=begun, error=error)
    return Outcome.DEAD


def _mairie(code: str | None) -> Tenant | None:
    """The mairie as it is now: what the cache says is good enough only while it says that the mairie is open."""
    if code is None:
        return None
    cached = directory.by_code(code)
    return cached if cached and cached.state == OPEN else tenant_by_code(code)


@contextmanager
def _alone(job_id: int) -> Iterator[bool]:
    """Hold the job's lock; it is the session's, so it ends with the process even when that is killed."""
    name = f"jobs.run:{job_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [name])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with suppress(DatabaseError, InterfaceError), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [name])
