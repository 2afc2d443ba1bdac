"""Bring every mairie's schema to the current version while the sites stay up."""

import time
from collections.abc import Generator
from dataclasses import dataclass
from functools import partial

from django.db import OperationalError

from core.tenancy.schemas import Outcome, migrate_schema
from core.tenancy.schemas.replay import DEFAULT_LOCK_TIMEOUT_MS
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.selectors.fleet import Member
from shared_apps.municipalities.services.parallel import each
from shared_apps.municipalities.services.provisioning import record_failure

ATTEMPTS = 3
PAUSE_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one mairie in one attempt; `error` is set when it failed, `last` when it won't be tried again."""

    member: Member
    applied: tuple[str, ...]
    error: Exception | None
    last: bool


def migrate(
    fleet: list[Member], *, jobs: int = 1, lock_timeout_ms: int = DEFAULT_LOCK_TIMEOUT_MS, pause: float = PAUSE_SECONDS
) -> Generator[Step]:
    """Migrate each mairie in a transaction of its own; those that were busy are tried again after the others.

    A last failure is noted on the mairie's row and cleared by the success of a later run. Stopping at any moment
    leaves each schema at its old version or its new one, so that the next run takes up the rest.
    """
    remaining = fleet
    for attempt in range(1, ATTEMPTS + 1):
        busy: list[Member] = []
        for member, outcome in each(remaining, partial(_migrate_one, lock_timeout_ms), jobs=jobs):
            step = _step(member, outcome, last=attempt == ATTEMPTS)
            if not step.last:
                busy.append(member)
            elif step.error:
                record_failure(municipality_id=member.id, error=step.error)
            yield step
        if not busy:
            return
        remaining = busy
        time.sleep(pause)


def _migrate_one(lock_timeout_ms: int, member: Member) -> Outcome:
    outcome = migrate_schema(member.schema_name, lock_timeout_ms=lock_timeout_ms)
    if member.failure:
        Municipality.objects.filter(id=member.id).update(failure="", failed_at=None)
    return outcome


def _step(member: Member, outcome: Outcome | Exception, *, last: bool) -> Step:
    """A schema that was busy (a lock, a deadlock) may be free later; any other error would come again."""
    if isinstance(outcome, Exception):
        return Step(member, (), outcome, last or not isinstance(outcome, OperationalError))
    return Step(member, outcome.applied, None, last=True)
