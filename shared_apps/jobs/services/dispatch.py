"""Claim what is due and hand it out, a fair share to each mairie."""

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from core.tenancy import public_context
from shared_apps.jobs import limits
from shared_apps.jobs.models import Job

logger = logging.getLogger(__name__)

# Nothing due: two probes of partial indexes. Otherwise the due rows (at most the window) are ranked within their
# mairie, what it has in flight counting first, and taken in turns: everybody's first, everybody's second, and so on.
CLAIM = """
WITH flying AS MATERIALIZED (
    SELECT coalesce(municipality_id, 0) AS owner, count(*) AS jobs FROM public.jobs_job
    WHERE claim IS NOT NULL AND available_at > statement_timestamp() GROUP BY 1
), due AS MATERIALIZED (
    SELECT id, coalesce(municipality_id, 0) AS owner, bulk, available_at FROM public.jobs_job
    WHERE state = 'pending' AND available_at <= statement_timestamp() ORDER BY available_at LIMIT %(window)s
), ranked AS (
    SELECT due.id, due.available_at,
           row_number() OVER (PARTITION BY owner ORDER BY bulk, due.available_at, due.id) + coalesce(jobs, 0) AS turn
    FROM due LEFT JOIN flying USING (owner)
), chosen AS (
    SELECT id, row_number() OVER (ORDER BY turn, available_at, id) AS place FROM ranked WHERE turn <= %(share)s
    ORDER BY place LIMIT greatest(0, least(%(limit)s, %(room)s - (SELECT coalesce(sum(jobs), 0) FROM flying)))
), locked AS MATERIALIZED (
    SELECT job.id, chosen.place FROM public.jobs_job AS job JOIN chosen USING (id)
    WHERE job.state = 'pending' AND job.available_at <= statement_timestamp() FOR UPDATE OF job SKIP LOCKED
)
UPDATE public.jobs_job AS job SET claim = %(claim)s, available_at = statement_timestamp() + %(lease)s
FROM locked WHERE job.id = locked.id RETURNING job.id, locked.place
"""
OPEN, PROVISIONING = "active", "provisioning"
States = dict[int, tuple[str | None, str | None]]  # job → code and state of its mairie, nothing for the platform


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to run one job once, for the length of a lease."""

    job_id: int
    token: str
    municipality_code: str | None


def claim_due(*, limit: int = limits.IN_FLIGHT) -> list[Claim]:
    """Claim at most `limit` due jobs, in the order they should be run; work of a mairie that is not open is put off.

    The clock is the database's, so that a handler that asks it finds its moment come.
    """
    token = uuid.uuid4()
    with public_context():
        places = _claim(token, limit)
        if not places:
            return []
        rows = Job.objects.filter(id__in=places).values_list("id", "municipality__code", "municipality__state")
        states: States = {job_id: (code, state) for job_id, code, state in rows}
        _hold(token, states)
    ready = [job_id for job_id, (_code, state) in states.items() if state in {None, OPEN}]
    return [Claim(job_id, str(token), states[job_id][0]) for job_id in sorted(ready, key=places.__getitem__)]


def dispatch(*, send: Callable[[Claim], Any]) -> int:
    """Hand what is due to the workers and return how much; what the broker does not take is free again at once."""
    claims = claim_due()
    for sent, claim in enumerate(claims):
        try:
            send(claim)
        except Exception:
            logger.exception("the broker takes no jobs", extra={"jobs_released": len(claims) - sent})
            release(claims=claims[sent:])
            return sent
    return len(claims)


def release(*, claims: Sequence[Claim]) -> None:
    """Give claims back unused."""
    for token in {claim.token for claim in claims}:
        ids = [claim.job_id for claim in claims if claim.token == token]
        _put_off(token, ids, timedelta(0))


def put_off(*, claim: Claim, pause: timedelta) -> None:
    """Give a claim back and let nobody claim the job during `pause`; it does not count as an attempt."""
    _put_off(claim.token, [claim.job_id], pause)


def release_held(*, municipality_id: int) -> None:
    """Make the due work of a mairie that has just been opened again available at once."""
    with public_context():
        waiting = Job.objects.filter(municipality_id=municipality_id, state=Job.State.PENDING, claim__isnull=True)
        waiting.filter(due_at__lte=Now(), available_at__gt=Now()).update(available_at=Now())


def _claim(token: uuid.UUID, limit: int) -> dict[int, int]:
    values: dict[str, Any] = {
        "claim": token,
        "lease": limits.LEASE,
        "limit": limit,
        "room": limits.IN_FLIGHT,
        "share": limits.IN_FLIGHT_PER_MAIRIE,
        "window": limits.WINDOW,
    }
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, values)
        return dict(cursor.fetchall())


def _hold(token: uuid.UUID, states: States) -> None:
    coming = [job_id for job_id, (_code, state) in states.items() if state == PROVISIONING]
    closed = [job_id for job_id, (_code, state) in states.items() if state not in {None, OPEN, PROVISIONING}]
    _put_off(token, coming, limits.HOLD_PROVISIONING)
    _put_off(token, closed, limits.HOLD_CLOSED)


def _put_off(token: uuid.UUID | str, job_ids: list[int], pause: timedelta) -> None:
    if job_ids:
        with public_context():
            Job.objects.filter(id__in=job_ids, claim=token).update(claim=None, available_at=Now() + pause)
