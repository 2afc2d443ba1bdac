"""What an attempt does to its row: begin, finish, fail; each one statement, from whatever schema one is in."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection

from shared_apps.jobs import limits
from shared_apps.jobs.failures import describe
from shared_apps.jobs.runs import Run

BEGIN = """
UPDATE public.jobs_job
SET attempts = attempts + 1, available_at = statement_timestamp() + %(lease)s
WHERE id = %(id)s AND claim = %(claim)s AND state = 'pending'
RETURNING id, kind, key, payload, attempts, generation, created_at
"""
FINISH = "DELETE FROM public.jobs_job WHERE id = %(id)s AND generation = %(generation)s"
RETRY = """
UPDATE public.jobs_job
SET claim = NULL, last_error = %(error)s, available_at = statement_timestamp() + %(pause)s
WHERE id = %(id)s AND generation = %(generation)s
"""
BURY = """
UPDATE public.jobs_job
SET claim = NULL, last_error = %(error)s, state = 'dead', available_at = statement_timestamp()
WHERE id = %(id)s AND generation = %(generation)s
"""
POSTPONE = """
UPDATE public.jobs_job
SET claim = NULL, last_error = %(error)s, attempts = 0, available_at = statement_timestamp() + %(pause)s
WHERE id = %(id)s AND generation = %(generation)s
"""
ADD_MISSING = """
INSERT INTO public.jobs_job (municipality_id, kind, key, payload, bulk, due_at, available_at, state, attempts,
                             generation, last_error, created_at)
VALUES (NULL, %(kind)s, %(kind)s, '{}', false, statement_timestamp(), statement_timestamp(), 'pending', 0,
        1, '', statement_timestamp())
ON CONFLICT (municipality_id, kind, key) DO UPDATE
SET state = 'pending', attempts = 0, available_at = excluded.available_at WHERE jobs_job.state = 'dead'
"""


def begin(*, job_id: int, claim: str) -> Run | None:
    """Count the attempt and renew the lease, committed before the work; None for a stale claim.

    Counting first is what lets a job that kills its worker come to an end.
    """
    values: dict[str, Any] = {"id": job_id, "claim": claim, "lease": limits.LEASE}
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, values)
        row = cursor.fetchone()
    if row is None:
        return None
    number, kind, key, payload, attempts, generation, created_at = row
    return Run(number, kind, key, json.loads(payload), attempts, generation, created_at)


def finish(*, run: Run) -> None:
    """Delete the row in the transaction of the effect, unless the work was enqueued anew."""
    _execute(FINISH, id=run.id, generation=run.generation)


def retry(*, run: Run, error: Exception, pause: timedelta) -> None:
    """Note the error and try again after `pause`."""
    _execute(RETRY, id=run.id, generation=run.generation, error=describe(error), pause=pause)


def bury(*, run: Run, error: Exception) -> None:
    """Note the error and leave the job to the operators."""
    _execute(BURY, id=run.id, generation=run.generation, error=describe(error))


def postpone(*, run: Run, error: Exception, pause: timedelta) -> None:
    """Note the error and begin anew after `pause`, with all attempts before it."""
    _execute(POSTPONE, id=run.id, generation=run.generation, error=describe(error), pause=pause)


def add_missing(*, kind: str) -> None:
    """Have one row of the platform for a recurring kind, and none that is dead."""
    _execute(ADD_MISSING, kind=kind)


def _execute(statement: str, **values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
