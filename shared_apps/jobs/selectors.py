"""Jobs as operators see them; payloads stay where they are, because they may hold personal data and codes."""

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Now

from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.models import Job

PENDING, RUNNING, DEAD = Job.State.PENDING.value, "running", Job.State.DEAD.value
STATES = (PENDING, RUNNING, DEAD)
_RUNNING = Q(state=Job.State.PENDING, claim__isnull=False, available_at__gt=Now())
_WHERE = {
    PENDING: Q(state=Job.State.PENDING) & ~_RUNNING,
    RUNNING: _RUNNING,
    DEAD: Q(state=Job.State.DEAD),
}
FIELDS = ("id", "code", "kind", "key", "phase", "attempts", "due_at", "available_at", "last_error", "created_at")


def jobs(*, state: str | None = None, kind: str | None = None, municipality_code: str | None = None) -> QuerySet[Job]:
    """Jobs of the selection, latest first; `running` is handed to a worker and not yet ended."""
    found = Job.objects.order_by("-id")
    if state:
        found = found.filter(_WHERE[state])
    if kind:
        found = found.filter(kind=kind)
    if municipality_code:
        found = found.filter(municipality__code=municipality_code.upper())
    return found


def rows(found: QuerySet[Job]) -> QuerySet[Job, dict[str, Any]]:
    """The same as plain values, with the municipality's code as `code` and the state told apart as `phase`."""
    phase = Case(When(_RUNNING, then=Value(RUNNING)), default=F("state"), output_field=CharField())
    return found.annotate(code=F("municipality__code"), phase=phase).values(*FIELDS)


def job_row(*, job_id: int) -> dict[str, Any]:
    """The plain values of one job; raises JobNotFound."""
    row = rows(jobs().filter(id=job_id)).first()
    if row is None:
        raise JobNotFound
    return row
