"""Removes files that no row knows: what a process killed between writing a file and committing its row left."""

import re
from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone

from core.tenancy import require
from core.tenancy.storage import storage
from shared_apps.jobs.services import enqueue
from tenant_apps.media.models import Media
from tenant_apps.media.services import naming

JOB = "media.sweep"
# No transaction is open for so long: a younger file may belong to one that has not committed yet.
MINIMUM_AGE = timedelta(hours=6)
_owners: dict[str, Callable[[], Iterable[str]]] = {}


def register(*, pattern: str, names: Callable[[], Iterable[str]]) -> None:
    """Let the sweep judge files whose whole name matches `pattern`: those that `names()` does not give are orphans."""
    _owners[pattern] = names


def schedule() -> None:
    """Have this mairie swept a day from now: cost follows uploads, not the number of mairies."""
    today = timezone.now().date()
    enqueue(JOB, key=today.isoformat(), payload={}, due_at=timezone.now() + timedelta(days=1), bulk=True)


def sweep(*, dry_run: bool = False) -> list[str]:
    """Delete the current mairie's orphans and return their names; files of no known owner are left alone.

    Files are listed before rows are read: a row committed in between can only save its file.
    """
    require()
    limit = timezone.now() - MINIMUM_AGE
    old = [name for name, modified in storage.walk() if modified < limit]
    orphans = [*_library_orphans(old), *_registered_orphans(old)]
    if not dry_run:
        for name in orphans:
            storage.delete(name)
    return orphans


def _library_orphans(names: list[str]) -> list[str]:
    stems = {name: stem for name in names if (stem := naming.original_stem(name))}
    if not stems:
        return []
    known = {naming.original_stem(name) for name in Media.objects.values_list("name", flat=True).iterator()}
    return [name for name, stem in stems.items() if stem not in known]


def _registered_orphans(names: list[str]) -> list[str]:
    orphans: list[str] = []
    for pattern, owned in _owners.items():
        candidates = {name for name in names if re.fullmatch(pattern, name)}
        if candidates:
            orphans.extend(sorted(candidates - set(owned())))
    return orphans
