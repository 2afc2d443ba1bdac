"""Make the file of an export: whole or not at all.

The bytes are written under a name that no row knows yet. The row learns it in the transaction that also makes the
export ready: a worker that is killed half-way leaves a file that nobody can reach and that the sweep removes.
"""

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api.errors import DomainError, UnavailableError
from shared_apps.jobs.services import enqueue
from tenant_apps.exports.errors import NoRoom
from tenant_apps.exports.models import Export
from tenant_apps.exports.services import content, names
from tenant_apps.media.services import files

logger = logging.getLogger(__name__)
GENERATE_JOB = "exports.generate"
EXPIRE_JOB = "exports.expire"
ATTEMPTS = 3
PAUSE = timedelta(seconds=20)
FULL = {errno.ENOSPC, errno.EDQUOT}


def make(*, export: Export) -> None:
    """Write the file of a pending export and make it ready, in the caller's transaction; raises NoRoom."""
    name = names.new_file(export.format)
    with _room(), files.writing(name=name) as target:
        rows = content.write(export=export, target=target)
        size = target.tell()
    ready = Export.objects.filter(pk=export.pk, state=Export.State.PENDING)
    if ready.update(state=Export.State.READY, file=name, size=size, row_count=rows, error=""):
        export.refresh_from_db()
    else:
        files.discard([name])


def generate(*, export_id: int, attempt: int) -> None:
    """Make an export that waits; what fails is tried again, and in the end says why."""
    export = Export.objects.filter(pk=export_id, state=Export.State.PENDING).first()
    if export is None:
        return
    try:
        with transaction.atomic():
            make(export=export)
    except (OperationalError, InterfaceError):
        raise
    except DomainError as error:
        _failed(export, attempt, str(error.message), is_final=not isinstance(error, UnavailableError))
    except Exception as error:
        logger.exception("export failed", extra={"export": export.pk, "attempt": attempt})
        reason = _("Une erreur inattendue s'est produite (%(type)s).") % {"type": type(error).__name__}
        _failed(export, attempt, reason, is_final=False)


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        logger.exception("no room for an export")
        raise NoRoom from error


def _failed(export: Export, attempt: int, reason: str, *, is_final: bool) -> None:
    if is_final or attempt >= ATTEMPTS:
        waiting = Export.objects.filter(pk=export.pk, state=Export.State.PENDING)
        waiting.update(state=Export.State.FAILED, error=reason[:300])
        return
    payload = {"id": export.pk, "attempt": attempt + 1}
    enqueue(GENERATE_JOB, key=str(export.pk), payload=payload, due_at=timezone.now() + PAUSE * attempt)
