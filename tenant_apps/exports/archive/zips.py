"""ZIP archives written in one go: each entry hashed and counted while it passes, none of it kept in memory."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import RawIOBase
from typing import IO, Any

# These do not get smaller.
PACKED = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4", ".webm", ".pdf", ".docx", ".xlsx", ".odt", ".ods", ".zip")


class Passing(RawIOBase):
    """Bytes on their way into the archive, with their number and SHA-256."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._digest.update(content)
        self._target.write(content)
        self.size += len(content)
        return len(content)

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


class Archive:
    """A ZIP file that is being written; entries of more than 4 GB and more than 65,535 of them are fine."""

    def __init__(self, target: IO[bytes], moment: datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)
        self._moment = moment.timetuple()[:6]

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    @contextmanager
    def entry(self, name: str) -> Iterator[Passing]:
        """One file of the archive, written inside the block."""
        info = zipfile.ZipInfo(name, date_time=self._moment)
        info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(PACKED) else zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with self._zip.open(info, "w", force_zip64=True) as target:
            yield Passing(target)

    def text(self, name: str, text: str) -> Passing:
        """A short text file with line ends that every editor shows."""
        with self.entry(name) as entry:
            entry.write(text.replace("\n", "\r\n").encode())
        return entry
