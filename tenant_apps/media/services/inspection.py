"""What is this upload? The content decides; its name and the type asked for must agree with it."""

from collections.abc import Callable, Collection

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tenant_apps.media.errors import NOT_A_DOCUMENT, NOT_A_VIDEO, NOT_AN_IMAGE, UNKNOWN_FORMAT, FileRefused
from tenant_apps.media.models import MediaType
from tenant_apps.media.services import documents, images, videos, webm
from tenant_apps.media.services.formats import Inspected, require_suffix

REASONS = {
    MediaType.IMAGE: NOT_AN_IMAGE,
    MediaType.DOCUMENT: NOT_A_DOCUMENT,
    MediaType.VIDEO: NOT_A_VIDEO,
}
IMAGE_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
INSPECTORS: dict[MediaType, Callable[[UploadedFile], Inspected]] = {
    MediaType.IMAGE: images.inspect_image,
    MediaType.DOCUMENT: documents.inspect_document,
    MediaType.VIDEO: videos.inspect_video,
}


def inspect(*, upload: UploadedFile, types: Collection[str]) -> Inspected:
    """Recognise and normalise `upload`; raises FileRefused unless it is sound and one of `types`."""
    announced = _sniff(upload)
    if announced is None or announced not in types:
        raise FileRefused(REASONS[MediaType(next(iter(types)))] if len(types) == 1 else UNKNOWN_FORMAT)
    inspected = INSPECTORS[announced](upload)
    require_suffix(upload.name or "", inspected.format)
    return inspected


def _sniff(upload: UploadedFile) -> MediaType | None:
    """The type that the first bytes announce, None for anything the library does not take."""
    upload.seek(0)
    head = upload.read(16)
    if not head:
        raise FileRefused(_("Ce fichier est vide."))
    if head.startswith(IMAGE_MARKS) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return MediaType.IMAGE
    if head.startswith((b"%PDF-", b"PK\x03\x04")) or (upload.name or "").lower().endswith(".csv"):
        return MediaType.DOCUMENT
    if head[4:8] == b"ftyp" or head.startswith(webm.EBML):
        return MediaType.VIDEO
    return None
