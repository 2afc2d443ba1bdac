"""Which stored file a request may read, and how it is presented."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from core.tenancy import NoTenant
from core.tenancy.storage import NameRefused, is_private, key_of, signed_filename, storage
from tenant_apps.media.services.formats import MIME_TYPES
from tenant_apps.media.services.naming import download_name

INLINE = ("image/", "video/")
# Files that other apps store for download, never for the browser to show.
OTHER_TYPES = {".json": "application/json", ".txt": "text/plain", ".zip": "application/zip"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that exists and that the request may read."""

    name: str
    size: int
    mime_type: str
    filename: str
    etag: str
    private: bool

    @property
    def inline(self) -> bool:
        """Whether browsers may show it in a page; documents are only ever saved."""
        return self.mime_type.startswith(INLINE)


def readable_file(*, name: str, query: Mapping[str, str]) -> StoredFile | None:
    """The file `name` of the mairie being served; None if it does not exist, or is private and not rightly signed."""
    try:
        key = key_of(name)
        private = is_private(name)
        filename = signed_filename(name, query) if private else ""
        if filename is None:
            return None
        size = storage.size(name)
    except (NameRefused, NoTenant, FileNotFoundError, NotADirectoryError):
        return None
    suffix = PurePosixPath(name).suffix.lower()
    mime_type = MIME_TYPES.get(suffix) or OTHER_TYPES.get(suffix, "application/octet-stream")
    etag = f'"{hashlib.sha256(key.encode()).hexdigest()[:32]}-{size:x}"'
    return StoredFile(name, size, mime_type, filename or download_name(name), etag, private)
