"""Files in a bucket of an S3-compatible store; imported only where STORAGE_URL names one, because boto3 is heavy."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError
from django.core.files import File
from storages.backends.s3 import S3Storage

from core.tenancy.storage.backends import CHUNK

CLIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=5,
    read_timeout=30,
    retries={"max_attempts": 3, "mode": "standard"},
    max_pool_connections=20,
)


class BucketStorage(S3Storage):
    """Reads ranges without fetching the whole object and lists keys recursively."""

    outages = (BotoCoreError,)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, client_config=CLIENT, file_overwrite=True, default_acl=None)

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """A new file to write to, which is sent once it is whole."""
        with TemporaryFile(prefix="ecms-") as file:
            yield file
            file.seek(0)
            self._save(key, File(file))

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield `length` bytes of `key` from `start` on."""
        if length <= 0:
            return
        answer = self.bucket.Object(key).get(Range=f"bytes={start}-{start + length - 1}")
        with closing(answer["Body"]) as body:
            yield from body.iter_chunks(CHUNK)

    def keys(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """Every key under `prefix` with the time it was written."""
        for entry in self.bucket.objects.filter(Prefix=prefix):
            yield entry.key, entry.last_modified
