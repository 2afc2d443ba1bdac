"""The cover and the gallery of a publication: new files, media of the library, and what is taken away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import ValidationFailed
from tenant_apps.dashboard.services import Actor
from tenant_apps.media.selectors import image_by_reference, reference_key
from tenant_apps.media.services import Incoming, Prepared, prepare_uploads, store_uploads
from tenant_apps.publications.models import Image, Publication

FOLDER = "publications"
MAX_IMAGES = 50


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was sent: a file, or a reference (`media_001` or an address) to a media of the library."""

    field: str
    source: UploadedFile | str
    alt_text: str = ""
    prepared: Prepared | None = None

    @property
    def is_file(self) -> bool:
        return isinstance(self.source, UploadedFile)


@dataclass(frozen=True, slots=True)
class PictureChanges:
    """What happens to the pictures; `removed` refers to images by `img_001`, `media_001` or address."""

    changes_cover: bool = False
    cover: Picture | None = None
    added: Sequence[Picture] = ()
    removed: Sequence[str] = ()

    def prepared(self) -> "PictureChanges":
        """The same with every file inspected; call it before the transaction. Raises ValidationFailed, FileTooLarge."""
        pictures = [picture for picture in (self.cover, *self.added) if picture]
        files = [
            Incoming(picture.field, picture.source, picture.alt_text)
            for picture in pictures
            if isinstance(picture.source, UploadedFile)
        ]
        inspected = iter(prepare_uploads(files=files, types=["image"]))
        ready = iter([replace(one, prepared=next(inspected)) if one.is_file else one for one in pictures])
        return replace(self, cover=next(ready) if self.cover else None, added=list(ready))


def set_cover(*, publication: Publication, changes: PictureChanges, actor: Actor) -> None:
    """Set or take away the cover of a publication that is about to be saved."""
    if changes.changes_cover:
        [publication.cover_id] = _media_ids([changes.cover], actor) if changes.cover else [None]


def change_gallery(*, publication: Publication, changes: PictureChanges, actor: Actor) -> None:
    """Take images away and add new ones behind those that stay."""
    kept = _remove(publication, changes.removed) if changes.removed or changes.added else []
    if len(kept) + len(changes.added) > MAX_IMAGES:
        raise ValidationFailed({"images": [_("Une publication a au plus %(count)d images.") % {"count": MAX_IMAGES}]})
    start = max(kept, default=0) + 1
    media_ids = _media_ids(changes.added, actor)
    Image.objects.bulk_create(
        Image(publication=publication, media_id=media_id, position=position)
        for position, media_id in enumerate(media_ids, start)
    )


def _remove(publication: Publication, references: Sequence[str]) -> list[int]:
    """Delete the images referred to; gives the positions of those that stay."""
    rows = list(Image.objects.filter(publication=publication).values_list("id", "media_id", "media__name", "position"))
    doomed: set[int] = set()
    for reference in references:
        matching = {row[0] for row in rows if reference_key(reference) in _keys(*row[:3])}
        if not matching:
            raise ValidationFailed(
                {"remove_images": [_("« %s » n'est pas une image de cette publication.") % reference]}
            )
        doomed |= matching
    Image.objects.filter(id__in=doomed).delete()
    return [row[3] for row in rows if row[0] not in doomed]


def _keys(image_id: int, media_id: int, name: str) -> set[str]:
    return {ids.encode("img", image_id), ids.encode("media", media_id), name}


def _media_ids(pictures: Sequence[Picture], actor: Actor) -> list[int]:
    """Ids of the media behind the pictures, in their order; files are stored now."""
    files = [picture.prepared for picture in pictures if picture.prepared]
    stored = iter(store_uploads(files=files, folder=FOLDER, actor=actor))
    return [next(stored).pk if picture.prepared else _referred(picture) for picture in pictures]


def _referred(picture: Picture) -> int:
    media_id = image_by_reference(reference=str(picture.source))
    if media_id is None:
        key = reference_key(str(picture.source))
        raise ValidationFailed({picture.field: [_("« %s » n'est pas une image de la médiathèque.") % key]})
    return media_id
