"""Jobs as operators see them; payloads stay where they are, because they may hold personal data and codes."""

from datetime import timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Now

from shared_apps.jobs.errors import JobNotFound
from shared_apps.jobs.models import Job

PENDING, RUNNING, DEAD = Job.State.PENDING.value, "running", Job.State.DEAD.value
STATES = (PENDING, RUNNING, DEAD)
# Not a state of its own: what waits for another attempt, or for its next time after all of them have failed.
FAILING = "failing"
FILTERS = (*STATES, FAILING)
_RUNNING = Q(state=Job.State.PENDING, claim__isnull=False, available_at__gt=Now())
_WHERE = {
    PENDING: Q(state=Job.State.PENDING) & ~_RUNNING,
    RUNNING: _RUNNING,
    DEAD: Q(state=Job.State.DEAD),
    FAILING: Q(state=Job.State.PENDING) & ~Q(last_error=""),
}
# Work that has been due for longer than this is not being done: no worker, no broker, no beat, or too few of them.
LATE = timedelta(minutes=5)
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


def overview() -> dict[str, Any]:
    """How much there is in each state, since when the oldest due work waits, and what fails, kind by kind."""
    counts = {state: Count("id", filter=_WHERE[state]) for state in FILTERS}
    totals = Job.objects.aggregate(**counts, oldest=Min("available_at", filter=_waiting()))
    failing = Job.objects.filter(_WHERE[FAILING] | _WHERE[DEAD]).order_by("kind").values("kind")
    kinds = failing.annotate(failing=counts[FAILING], dead=counts[DEAD], last_error=Max("last_error"))
    return {**totals, "kinds": list(kinds)}


def is_late() -> bool:
    """Whether due work is not being done."""
    return Job.objects.filter(_waiting(), available_at__lt=Now() - LATE).exists()


def _waiting() -> Q:
    return Q(state=Job.State.PENDING, available_at__lte=Now())
