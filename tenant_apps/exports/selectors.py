"""Finding exports: for those who manage the mairie, and behind a signed link."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils import timezone

from tenant_apps.exports.errors import ExportNotFound
from tenant_apps.exports.models import Export
from tenant_apps.exports.services.links import is_genuine


def live_exports() -> QuerySet[Export]:
    """Exports that have not expired; the job that deletes them may be late."""
    return (
        Export.objects.select_related("created_by").defer("created_by__password").filter(expires_at__gt=timezone.now())
    )


def visible_exports(*, user_id: int) -> QuerySet[Export]:
    """What a manager sees, newest first: everything but the personal data that others asked for themselves."""
    own = Q(created_by_id=user_id) | ~Q(kind=Export.Kind.PERSONAL_DATA)
    return live_exports().filter(own).order_by("-id")


def own_data_exports(*, user_id: int) -> QuerySet[Export]:
    """What a person has asked for of their own data, newest first."""
    own = {"created_by_id": user_id, "kind": Export.Kind.PERSONAL_DATA, "parameters": {"account_id": user_id}}
    return live_exports().filter(**own).order_by("-id")


def export_of(*, export_id: int, user_id: int) -> Export:
    """One of them; raises ExportNotFound."""
    export = visible_exports(user_id=user_id).filter(pk=export_id).first()
    if export is None:
        raise ExportNotFound
    return export


def export_behind(*, name: str, query: Mapping[str, str]) -> Export:
    """The export that a genuine, unexpired link of this mairie leads to; raises ExportNotFound."""
    key, raw = query.get("key", ""), query.get("expires", "")
    expires = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 12 else 0
    genuine = is_genuine(query.get("signature", ""), name=name, key=key, expires=expires)
    if not genuine or expires < timezone.now().timestamp():
        raise ExportNotFound
    export = live_exports().filter(key=key).first()
    if export is None:
        raise ExportNotFound
    return export


def stored_names() -> QuerySet[Export, str]:
    """Names of the files that belong to an export."""
    return Export.objects.exclude(file="").values_list("file", flat=True)
