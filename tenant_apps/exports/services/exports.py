"""Ask for an export, try one again, delete one."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from core.email_addresses import normalised_email
from core.tenancy.clock import today
from core.tenancy.turns import take_turn
from shared_apps.jobs.services import enqueue
from tenant_apps.dashboard.services import Actor, record_activity
from tenant_apps.exports.errors import ExportInProgress, ExportNotFound, ExportReady
from tenant_apps.exports.models import Export
from tenant_apps.exports.services import content, names
from tenant_apps.exports.services.generation import EXPIRE_JOB, GENERATE_JOB, make
from tenant_apps.media.services import sweeping
from tenant_apps.media.services.files import discard

ID_PREFIX = "exp"
KEPT = timedelta(days=1)
# An archive of everything takes time to fetch, and perhaps a second try on Monday.
KEPT_COMPLETE = timedelta(days=7)


@transaction.atomic
def request_export(*, kind: str, format: str, parameters: Mapping[str, Any], actor: Actor | None) -> Export:
    """Make an export, or have it made when it is large; one that is being made for the same person is given again.

    Raises TooManyRows.
    """
    if (waiting := _waiting(kind, format, parameters, actor)) is not None:
        return waiting
    is_small = content.is_small(kind=kind, format=format, parameters=parameters)
    export = _insert(kind, format, parameters, actor)
    _record(export, actor)
    if is_small:
        make(export=export)
    else:
        enqueue(GENERATE_JOB, key=str(export.pk), payload={"id": export.pk, "attempt": 1})
    return export


@transaction.atomic
def request_complete(*, actor: Actor) -> Export:
    """Have the archive of the whole mairie made; raises ExportInProgress while one is being made."""
    take_turn("exports.complete")
    pending = Export.objects.filter(kind=Export.Kind.COMPLETE, state=Export.State.PENDING)
    if pending.filter(expires_at__gt=timezone.now()).exists():
        raise ExportInProgress
    return request_export(kind=Export.Kind.COMPLETE, format=Export.Format.ZIP, parameters={}, actor=actor)


def request_personal_data(*, account_id: int, actor: Actor) -> Export:
    """Have everything gathered that concerns one account, for its owner or for the mairie that has to answer them."""
    parameters = {"account_id": account_id}
    return request_export(kind=Export.Kind.PERSONAL_DATA, format=Export.Format.ZIP, parameters=parameters, actor=actor)


def request_visitor_data(*, email: str, actor: Actor) -> Export:
    """The same for somebody without an account, of whom the mairie knows an address."""
    parameters = {"email": normalised_email(email)}
    return request_export(kind=Export.Kind.PERSONAL_DATA, format=Export.Format.ZIP, parameters=parameters, actor=actor)


@transaction.atomic
def retry(*, export_id: int) -> Export:
    """Have an export made that failed, or whose work was lost; raises ExportNotFound, ExportReady."""
    export = _lock(export_id)
    if export.is_ready:
        raise ExportReady
    export.state, export.error = Export.State.PENDING, ""
    export.save(update_fields=["state", "error"])
    enqueue(GENERATE_JOB, key=str(export.pk), payload={"id": export.pk, "attempt": 1})
    return export


@transaction.atomic
def delete(*, export_id: int) -> None:
    """Delete an export and its file; work that is under way finds nothing to finish. Raises ExportNotFound."""
    _remove(_lock(export_id))


@transaction.atomic
def expire(*, export_id: int) -> None:
    """Delete an export whose time has come."""
    export = Export.objects.select_for_update().filter(pk=export_id, expires_at__lte=timezone.now()).first()
    if export is not None:
        _remove(export)


def _waiting(kind: str, format: str, parameters: Mapping[str, Any], actor: Actor | None) -> Export | None:
    """The same request of the same person that is still being worked on."""
    pending = Export.objects.filter(kind=kind, format=format, parameters=dict(parameters), state=Export.State.PENDING)
    own = pending.filter(created_by_id=actor.id if actor else None, expires_at__gt=timezone.now())
    return own.order_by("id").first()


def _insert(kind: str, format: str, parameters: Mapping[str, Any], actor: Actor | None) -> Export:
    kept = KEPT_COMPLETE if kind == Export.Kind.COMPLETE else KEPT
    export = Export.objects.create(
        kind=kind,
        format=format,
        parameters=dict(parameters),
        stem=names.stem(kind=kind, parameters=parameters, day=today()),
        key=names.new_key(),
        created_by_id=actor.id if actor else None,
        expires_at=timezone.now() + kept,
    )
    enqueue(EXPIRE_JOB, key=str(export.pk), payload={"id": export.pk}, due_at=export.expires_at, bulk=True)
    sweeping.schedule()
    return export


def _record(export: Export, actor: Actor | None) -> None:
    title = _("Export demandé : %(kind)s") % {"kind": export.get_kind_display()}
    target = ids.encode(ID_PREFIX, export.pk)
    record_activity(type="export_requested", title=title, description=export.name, actor=actor, target=target)


def _lock(export_id: int) -> Export:
    export = Export.objects.select_for_update().filter(pk=export_id).first()
    if export is None:
        raise ExportNotFound
    return export


def _remove(export: Export) -> None:
    if export.file:
        discard([export.file])
    export.delete()
