"""Names of stored media: `<folder>/<slug>-<16 hex digits>.<ext>`, never reused, so that caches may keep them for ever.

Renditions derive from them: `<folder>/thumb_<stem>.webp` and `<folder>/<stem>_<width>.webp`.
"""

import re
import secrets
from pathlib import PurePosixPath

from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed

FOLDER = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")
RESERVED_FOLDERS = frozenset({"platform", "private"})
_TOKEN = "-[0-9a-f]{16}"  # noqa: S105 - a pattern
_LIBRARY_FILE = re.compile(rf"(?P<folder>[a-z0-9-]+)/(?:thumb_)?(?P<stem>[a-z0-9-]+{_TOKEN})(?:_[0-9]+)?\.[a-z0-9]+")


def check_folder(folder: str) -> str:
    """Return `folder` if it is 1 to 40 lower-case letters, digits and hyphens and not reserved, else 422."""
    if not FOLDER.fullmatch(folder) or folder in RESERVED_FOLDERS:
        raise ValidationFailed({"folder": [_("Un dossier s'écrit en minuscules, chiffres et tirets (40 au plus).")]})
    return folder


def new_name(*, folder: str, filename: str, suffix: str) -> str:
    """A name that nobody can guess and that still tells a reader what the file is."""
    slug = slugify(PurePosixPath(filename).stem).replace("_", "-")[:40].strip("-") or "fichier"
    return f"{folder}/{slug}-{secrets.token_hex(8)}{suffix}"


def thumbnail_name(name: str) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/thumb_{path.stem}.webp"


def width_name(name: str, width: int) -> str:
    path = PurePosixPath(name)
    return f"{path.parent}/{path.stem}_{width}.webp"


def original_stem(name: str) -> str | None:
    """`<folder>/<stem>` of the library file that `name` is, or is a rendition of; None for any other file."""
    match = _LIBRARY_FILE.fullmatch(name)
    return f"{match['folder']}/{match['stem']}" if match else None


def download_name(name: str) -> str:
    """What a reader's browser calls the file: the stored name without its random part."""
    return re.sub(rf"{_TOKEN}(?=\.[a-z0-9]+$)", "", PurePosixPath(name).name)
