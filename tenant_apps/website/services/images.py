"""The site's own pictures: logo, favicon and the background of the home page's banner."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from PIL.IcoImagePlugin import IcoFile

from core.api.errors import ValidationFailed
from tenant_apps.dashboard.services import Actor
from tenant_apps.media.errors import BROKEN
from tenant_apps.media.selectors import image_by_reference
from tenant_apps.media.services import Incoming, Prepared, prepare_uploads, store_uploads
from tenant_apps.website.models import Site

FOLDER = "website"
ICO_MARK = b"\x00\x00\x01\x00"
LARGEST_ICO = 1024 * 1024
LARGEST_SIDE = 1024


@dataclass(frozen=True, slots=True)
class ImageChange:
    """What becomes of one picture: a file, a reference (`media_001` or an address), or None to take it away.

    `name` is the column without `_id`, `field` the name that errors are told under.
    """

    name: str
    field: str
    source: UploadedFile | str | None
    prepared: Prepared | None = None


def prepared_images(changes: Sequence[ImageChange]) -> list[ImageChange]:
    """The same with every file inspected; call it before the transaction. Raises ValidationFailed, FileTooLarge."""
    files = [_incoming(change) for change in changes if isinstance(change.source, UploadedFile)]
    inspected = iter(prepare_uploads(files=files, types=["image"]))
    return [
        replace(change, prepared=next(inspected)) if isinstance(change.source, UploadedFile) else change
        for change in changes
    ]


def set_images(*, site: Site, changes: Sequence[ImageChange], actor: Actor) -> None:
    """Store new files and point the site, which is about to be saved, at its pictures."""
    files = [change.prepared for change in changes if change.prepared]
    stored = iter(store_uploads(files=files, folder=FOLDER, actor=actor))
    for change in changes:
        media_id = next(stored).pk if change.prepared else _referred(change)
        setattr(site, f"{change.name}_id", media_id)


def _referred(change: ImageChange) -> int | None:
    if change.source is None:
        return None
    media_id = image_by_reference(reference=str(change.source))
    if media_id is None:
        reason = _("« %s » n'est pas une image de la médiathèque.") % str(change.source)[:200]
        raise ValidationFailed({change.field: [reason]})
    return media_id


def _incoming(change: ImageChange) -> Incoming:
    file = change.source
    if not isinstance(file, UploadedFile):
        raise TypeError(change.name)
    return Incoming(change.field, _as_png(file, change.field) if _is_ico(file) else file)


def _is_ico(file: UploadedFile) -> bool:
    file.seek(0)
    mark = file.read(len(ICO_MARK))
    file.seek(0)
    return mark == ICO_MARK


def _as_png(file: UploadedFile, field: str) -> UploadedFile:
    """The largest picture of a Windows icon, which is what many mairies have as their favicon."""
    try:
        if (file.size or 0) > LARGEST_ICO:
            raise ValueError("an icon of more than a megabyte")
        # An icon's list says 256 pixels at most; the picture in it may be a small file of millions of them, and
        # `Image.open` decodes an icon before it tells its size.
        icon = IcoFile(file).frame(0)
        if max(icon.size) > LARGEST_SIDE:
            raise ValueError("an icon of more than a thousand pixels a side")
        content = BytesIO()
        icon.convert("RGBA").save(content, "PNG")
    except Exception as error:  # Pillow's parsers raise nearly anything on broken input
        raise ValidationFailed({field: [BROKEN]}) from error
    stem = (file.name or "favicon").rsplit(".", 1)[0]
    return SimpleUploadedFile(f"{stem}.png", content.getvalue(), content_type="image/png")
