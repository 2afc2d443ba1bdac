"""Whether this process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from core.redis import RedisUnavailable, client
from core.tenancy import public_context
from core.tenancy.backend.patience import impatient
from shared_apps.jobs.selectors import is_late

# Whoever asks waits five seconds: a database that is silent for longer than this counts as none.
PATIENCE_SECONDS = 1.0


def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; touches nothing else."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503; the rest is reported but not required, since requests do without it.

    `jobs` is false while due work is not being done.
    """
    with impatient(PATIENCE_SECONDS):
        has_database = _database_answers()
        parts = {"database": has_database, "redis": _redis_answers(), "jobs": has_database and _jobs_are_done()}
    return JsonResponse(
        {"status": "ok" if has_database else "unavailable", **parts}, status=200 if has_database else 503
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _jobs_are_done() -> bool:
    try:
        with public_context():
            return not is_late()
    except DatabaseError:
        return False


def _redis_answers() -> bool:
    try:
        return bool(client().ping())
    except RedisUnavailable:
        return False
