"""The storage of all apps: a django-storages backend behind names that cannot leave the mairie."""

import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol, cast

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.utils.deconstruct import deconstructible
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.api.errors import UnavailableError
from core.tenancy.storage.links import media_url
from core.tenancy.storage.names import area, key_of, name_of

CHUNK = 256 * 1024


class KeyedStorage(Protocol):
    """What holds the bytes: a Django storage addressed by whole keys, with ranged reads and a recursive listing."""

    outages: tuple[type[Exception], ...]

    def _open(self, key: str, mode: str) -> "File[Any]": ...
    def _save(self, key: str, content: "File[Any]") -> str: ...
    def writing(self, key: str) -> AbstractContextManager[IO[bytes]]: ...
    def delete(self, key: str) -> None: ...
    def exists(self, key: str) -> bool: ...
    def size(self, key: str) -> int: ...
    def get_modified_time(self, key: str) -> datetime: ...
    def read(self, key: str, start: int, length: int) -> Iterator[bytes]: ...
    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]: ...


class FolderStorage(FileSystemStorage):
    """Files in one folder of the machine."""

    outages = ()

    def size(self, name: str) -> int:
        """Bytes of a file; a folder is as missing as nothing at all."""
        found = os.stat(self.path(name))
        if not stat.S_ISREG(found.st_mode):
            raise FileNotFoundError(name)
        return found.st_size

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """A new file to write to, which is gone again when that fails."""
        path = Path(self.path(key))
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("xb") as file:
                yield file
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield `length` bytes of `key` from `start` on."""
        with Path(self.path(key)).open("rb") as file:
            file.seek(start)
            while length > 0 and (chunk := file.read(min(CHUNK, length))):
                length -= len(chunk)
                yield chunk

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Every key under `prefix` with the time it was written."""
        root = Path(self.location)
        for folder, _folders, files in os.walk(self.path(prefix)):
            for file in files:
                path = Path(folder, file)
                yield path.relative_to(root).as_posix(), datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)


class StorageUnavailable(UnavailableError):
    """What holds the bytes does not answer."""

    code = "STORAGE_UNAVAILABLE"
    message = _("Les fichiers sont momentanément indisponibles ; réessayez dans quelques instants.")


@deconstructible(path="core.tenancy.storage.MairieStorage")
class MairieStorage(Storage):
    """Takes names relative to the mairie being served; only `delete_key` takes a key, for work after leaving it.

    Every method raises NameRefused and NoTenant for a name, StorageUnavailable when the store does not answer.
    """

    def __init__(self, *, backend: str, options: dict[str, Any]) -> None:
        self.keyed: KeyedStorage = import_string(backend)(**options)

    def _open(self, name: str, mode: str = "rb") -> "File[Any]":
        with self._answering():
            file = self.keyed._open(key_of(name), mode)
        file.name = name
        return file

    def _save(self, name: str, content: "File[Any] | IO[Any]") -> str:
        with self._answering():
            return name_of(self.keyed._save(key_of(name), cast("File[Any]", content)))

    @contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write to: in a folder it has its name at once, in a bucket once it is whole."""
        with self._answering(), self.keyed.writing(key_of(name)) as file:
            yield file

    def delete(self, name: str) -> None:
        self.delete_key(key_of(name))

    def delete_key(self, key: str) -> None:
        with self._answering():
            self.keyed.delete(key)

    def exists(self, name: str) -> bool:
        with self._answering():
            return self.keyed.exists(key_of(name))

    def size(self, name: str) -> int:
        """Bytes of `name`; raises FileNotFoundError."""
        with self._answering():
            return self.keyed.size(key_of(name))

    def get_modified_time(self, name: str) -> datetime:
        with self._answering():
            return self.keyed.get_modified_time(key_of(name))

    def url(self, name: str | None) -> str:
        return media_url(name or "")

    def read(self, name: str, start: int, length: int) -> Iterator[bytes]:
        """Chunks of a file; the key is fixed now, the bytes may be read after the mairie was left."""
        return self.keyed.read(key_of(name), start, length)

    def walk(self) -> Iterator[tuple[str, datetime]]:
        """Name and time of every file of the mairie (or of the platform's own area)."""
        for key, modified in self.keyed.keys(f"{area()}/"):
            yield name_of(key), modified

    @contextmanager
    def _answering(self) -> Iterator[None]:
        try:
            yield
        except self.keyed.outages as error:
            raise StorageUnavailable from error


storage = cast("MairieStorage", default_storage)
