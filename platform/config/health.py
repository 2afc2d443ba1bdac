"""Whether this process lives, and whether it can serve."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from core.redis import RedisUnavailable, client
from core.tenancy import public_context
from shared_apps.jobs.selectors import is_late


def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers; touches nothing else."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, else 503; the rest is reported but not required, since requests do without it.

    `jobs` is false while due work is not being done.
    """
    parts = {"database": _database_answers(), "redis": _redis_answers(), "jobs": _jobs_are_done()}
    return JsonResponse(
        {"status": "ok" if parts["database"] else "unavailable", **parts}, status=200 if parts["database"] else 503
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
