"""Writes and deletions of files that follow the database transaction they are made in."""

import logging
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import IO

from django.core.files import File
from django.db import connection, transaction

from core.tenancy.storage import key_of, storage

logger = logging.getLogger(__name__)


class _Pending:
    """A written file, waiting in the transaction's list of commit hooks.

    Django drops the hooks of a transaction or savepoint that is rolled back. This object lives in that list only, so
    being dropped without having been called means that the file has to go.
    """

    __slots__ = ("__weakref__", "_undo")

    def __init__(self, key: str) -> None:
        self._undo = weakref.finalize(self, _undo, key)

    def __call__(self) -> None:
        self._undo.detach()


def write(*, name: str, content: "IO[bytes] | File[bytes] | bytes") -> str:
    """Store a file that is gone again unless the current transaction commits; returns its name."""
    _forget_unless_committed(name)
    body = BytesIO(content) if isinstance(content, bytes) else content
    return storage.save(name, body if isinstance(body, File) else File(body))


@contextmanager
def writing(*, name: str) -> Iterator[IO[bytes]]:
    """The same for a file that is too large to be written somewhere else first; the name must be a new one."""
    _forget_unless_committed(name)
    with storage.writing(name) as file:
        yield file


def discard(names: Iterable[str]) -> None:
    """Delete files once the current transaction has committed; until then they are still served."""
    transaction.on_commit(partial(_remove, [key_of(name) for name in names]))


def _forget_unless_committed(name: str) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("files are written in the transaction of their row")
    transaction.on_commit(_Pending(key_of(name)))


def _undo(key: str) -> None:
    """Remove an uncommitted file; on a broken connection the commit may have happened, so the sweep has to see."""
    if not (connection.connection and connection.connection.closed):
        _remove([key])


def _remove(keys: list[str]) -> None:
    """Delete by key, since the mairie may have been left; what fails here is left to the sweep."""
    for key in keys:
        try:
            storage.delete_key(key)
        except Exception:
            logger.exception("file not removed", extra={"storage_key": key})
