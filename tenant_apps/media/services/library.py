"""Changes of the library that staff ask for."""

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import NotFoundError
from core.pages import content_changed
from tenant_apps.dashboard.services import record_activity
from tenant_apps.media.errors import MediaInUse
from tenant_apps.media.models import Media, MediaType
from tenant_apps.media.services import files, naming, sweeping, usage
from tenant_apps.media.services.uploads import Actor, Incoming, prepare_uploads, store_uploads

ID_PREFIX = "media"


def upload(*, file: UploadedFile, type: str = "", folder: str, alt_text: str = "", actor: Actor) -> Media:
    """Add one file to the library; `type` "" takes what the content is."""
    naming.check_folder(folder)
    incoming = Incoming(field="file", file=file, alt_text=alt_text)
    prepared = prepare_uploads(files=[incoming], types=[type] if type else MediaType.values)
    with transaction.atomic():
        [media] = store_uploads(files=prepared, folder=folder, actor=actor)
        _record("media_uploaded", _("Média ajouté"), media, actor)
    return media


@transaction.atomic
def update(*, media: Media, actor: Actor, alt_text: str | None = None, folder: str | None = None) -> Media:
    """Describe or file a media otherwise; its address stays the same."""
    locked = _locked(media)
    if alt_text is not None:
        locked.alt_text = alt_text
    if folder is not None:
        locked.folder = naming.check_folder(folder)
    locked.save(update_fields=["alt_text", "folder"])
    _record("media_updated", _("Média modifié"), locked, actor)
    content_changed()
    return locked


@transaction.atomic
def delete(*, media: Media, actor: Actor) -> None:
    """Remove a media that nothing shows; its files go once that has committed. Raises MediaInUse."""
    locked = _locked(media)
    if places := usage.places([locked.pk]):
        raise MediaInUse(details={"usages": places})
    names = stored_names(locked)
    _record("media_deleted", _("Média supprimé"), locked, actor)
    try:
        with transaction.atomic():
            locked.delete()
    except (ProtectedError, RestrictedError, IntegrityError) as error:
        raise MediaInUse(details={"usages": []}) from error
    files.discard(names)
    sweeping.schedule()


def stored_names(media: Media) -> list[str]:
    """Every file that exists because of the media."""
    if not media.is_image:
        return [media.name]
    widths = [naming.width_name(media.name, width) for width in media.widths]
    return [media.name, naming.thumbnail_name(media.name), *widths]


def _locked(media: Media) -> Media:
    locked = Media.objects.select_for_update().filter(pk=media.pk).first()
    if locked is None:
        raise NotFoundError
    return locked


def _record(type: str, title: str, media: Media, actor: Actor) -> None:
    target = ids.encode(ID_PREFIX, media.pk)
    record_activity(type=type, title=title, description=media.original_filename, actor=actor, target=target)
