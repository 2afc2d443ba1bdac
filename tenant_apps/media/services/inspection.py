"""What is this upload? The content decides; its name and the type asked for must agree with it."""

from collections.abc import Callable, Collection

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from tenant_apps.media.errors import UNKNOWN_FORMAT, FileRefused
from tenant_apps.media.models import MediaType
from tenant_apps.media.services import documents, images, videos, webm
from tenant_apps.media.services.formats import Inspected, require_suffix

IMAGE_MARKS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")
INSPECTORS: dict[MediaType, Callable[[UploadedFile], Inspected]] = {
    MediaType.IMAGE: images.inspect_image,
    MediaType.DOCUMENT: documents.inspect_document,
    MediaType.VIDEO: videos.inspect_video,
}


def inspect(*, upload: UploadedFile, types: Collection[str]) -> Inspected:
    """Recognise and normalise `upload`; raises FileRefused unless it is sound and one of `types`."""
    announced = sniff(upload)
    if announced not in types:
        raise FileRefused(_wrong_type(types))
    inspected = INSPECTORS[announced](upload)
    require_suffix(upload.name or "", inspected.format)
    return inspected


def sniff(upload: UploadedFile) -> MediaType:
    """The type that the first bytes announce; raises FileRefused for anything the library does not take."""
    upload.seek(0)
    head = upload.read(16)
    if head.startswith(IMAGE_MARKS) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return MediaType.IMAGE
    if head.startswith((b"%PDF-", b"PK\x03\x04")):
        return MediaType.DOCUMENT
    if head[4:8] == b"ftyp" or head.startswith(webm.EBML):
        return MediaType.VIDEO
    if (upload.name or "").lower().endswith(".csv"):
        return MediaType.DOCUMENT
    if not head:
        raise FileRefused(_("Ce fichier est vide."))
    raise FileRefused(UNKNOWN_FORMAT)


def _wrong_type(types: Collection[str]) -> str:
    expected = {
        MediaType.IMAGE: _("Ce fichier n'est pas une image (JPEG, PNG, WebP ou GIF)."),
        MediaType.DOCUMENT: _("Ce fichier n'est pas un document (PDF, ODT, ODS, DOCX, XLSX ou CSV)."),
        MediaType.VIDEO: _("Ce fichier n'est pas une vidéo (MP4 ou WebM)."),
    }
    return " ".join(reason for wanted, reason in expected.items() if wanted in types)
