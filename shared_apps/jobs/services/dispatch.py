"""Claim what is due and hand it out, a fair share to each mairie."""

import logging
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from core.tenancy import public_context
from shared_apps.jobs import limits
from shared_apps.jobs.models import Job

logger = logging.getLogger(__name__)

# Nothing due: two probes of partial indexes. Otherwise the oldest due rows (at most the window) of mairies that may
# have more in flight are ranked within their mairie and taken in turns: everybody's first, everybody's second, …
CLAIM = """
WITH flying AS MATERIALIZED (
    SELECT coalesce(municipality_id, 0) AS owner, count(*) AS jobs FROM public.jobs_job
    WHERE claim IS NOT NULL AND available_at > statement_timestamp() GROUP BY 1
), due AS MATERIALIZED (
    SELECT id, coalesce(municipality_id, 0) AS owner, bulk, available_at FROM public.jobs_job
    WHERE state = 'pending' AND available_at <= statement_timestamp()
      AND coalesce(municipality_id, 0) NOT IN (SELECT owner FROM flying WHERE jobs >= %(share)s)
    ORDER BY available_at LIMIT %(window)s
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
# Whoever fills the window in one round has all it may have in the next, which finds the others' work behind it.
ROUNDS = 5
OPEN, PROVISIONING = "active", "provisioning"


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
        while places := _claim(token, limit):
            codes = _open_only(token, places)
            if codes:
                return [Claim(job_id, str(token), codes[job_id]) for job_id in sorted(codes, key=places.__getitem__)]
    return []


def dispatch(*, send: Callable[[Claim], Any]) -> int:
    """Hand what is due to the workers and return how much; what the broker does not take is free again at once."""
    total = 0
    for _round in range(ROUNDS):
        claims = claim_due()
        sent = _send_all(claims, send)
        total += sent
        if sent < max(len(claims), 1):
            break
    return total


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


def _send_all(claims: list[Claim], send: Callable[[Claim], Any]) -> int:
    for sent, claim in enumerate(claims):
        try:
            send(claim)
        except Exception as error:
            logger.error("the broker takes no jobs: %s", error, extra={"released": len(claims) - sent})
            release(claims=claims[sent:])
            return sent
    return len(claims)


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


def _open_only(token: uuid.UUID, job_ids: Iterable[int]) -> dict[int, str | None]:
    """The claimed jobs that can be run now, with the code of their mairie; the others are put off."""
    fields = ("id", "municipality__code", "municipality__state")
    rows = list(Job.objects.filter(id__in=list(job_ids)).values_list(*fields))
    coming = [job_id for job_id, _code, state in rows if state == PROVISIONING]
    closed = [job_id for job_id, _code, state in rows if state not in {None, OPEN, PROVISIONING}]
    _put_off(token, coming, limits.HOLD_PROVISIONING)
    _put_off(token, closed, limits.HOLD_CLOSED)
    return {job_id: code for job_id, code, state in rows if state in {None, OPEN}}


def _put_off(token: uuid.UUID | str, job_ids: list[int], pause: timedelta) -> None:
    if job_ids:
        with public_context():
            Job.objects.filter(id__in=job_ids, claim=token).update(claim=None, available_at=Now() + pause)
