"""The accepted formats, and what inspection makes of an upload."""

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from django.core.files import File
from django.utils.translation import gettext as _

from tenant_apps.media.errors import FileRefused
from tenant_apps.media.models import MediaType

MEGABYTE = 1024 * 1024
# A file name's last part that starts with a letter is an extension; `bulletin 12.05.2024` has none.
_EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,7}")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name for people and the suffixes it may carry, the first being the one stored."""

    label: str
    type: MediaType
    mime_type: str
    suffixes: tuple[str, ...]


JPEG = Format("JPEG", MediaType.IMAGE, "image/jpeg", (".jpg", ".jpeg", ".jpe", ".jfif"))
PNG = Format("PNG", MediaType.IMAGE, "image/png", (".png",))
WEBP = Format("WebP", MediaType.IMAGE, "image/webp", (".webp",))
GIF = Format("GIF", MediaType.IMAGE, "image/gif", (".gif",))
PDF = Format("PDF", MediaType.DOCUMENT, "application/pdf", (".pdf",))
ODT = Format("ODT", MediaType.DOCUMENT, "application/vnd.oasis.opendocument.text", (".odt",))
ODS = Format("ODS", MediaType.DOCUMENT, "application/vnd.oasis.opendocument.spreadsheet", (".ods",))
DOCX = Format(
    "DOCX", MediaType.DOCUMENT, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",)
)
XLSX = Format(
    "XLSX", MediaType.DOCUMENT, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",)
)
CSV = Format("CSV", MediaType.DOCUMENT, "text/csv", (".csv",))
MP4 = Format("MP4", MediaType.VIDEO, "video/mp4", (".mp4", ".m4v"))
WEBM = Format("WebM", MediaType.VIDEO, "video/webm", (".webm",))
FORMATS = (JPEG, PNG, WEBP, GIF, PDF, ODT, ODS, DOCX, XLSX, CSV, MP4, WEBM)
MIME_TYPES = {suffix: known.mime_type for known in FORMATS for suffix in known.suffixes}


@dataclass(frozen=True, slots=True)
class Rendition:
    """A WebP picture made from an image."""

    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is going to be stored: the bytes as they will be served, and what is known of them."""

    format: Format
    content: "File[bytes] | IO[bytes]"
    size: int
    width: int | None = None
    height: int | None = None
    thumbnail: Rendition | None = None


def require_suffix(filename: str, format: Format) -> None:
    """Refuse a name whose extension tells another format than the content does; no extension is fine."""
    suffix = PurePath(filename).suffix.lower()
    if _EXTENSION.fullmatch(suffix) and suffix not in format.suffixes:
        reason = _("Ce fichier porte l'extension %(suffix)s mais son contenu est du %(format)s.")
        raise FileRefused(reason % {"suffix": suffix, "format": format.label})


def require_size(size: int, limit: int) -> None:
    """Refuse an empty file and one above `limit` bytes."""
    if size <= 0:
        raise FileRefused(_("Ce fichier est vide."))
    if size > limit:
        reason = _("Ce fichier pèse plus que les %(limit)d Mo autorisés.")
        raise FileRefused(reason % {"limit": limit // MEGABYTE}, too_large=True)
