"""Mail into a folder, one file a message: for the demo and the tests."""

import os
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def folder() -> Path | None:
    """Where MAIL_URL has mail written, None when mail goes elsewhere."""
    path: str | None = getattr(settings, "EMAIL_FILE_PATH", None)
    return Path(path) if path else None


class FileBackend(BaseEmailBackend):
    """Writes each message whole or not at all, under a name that sorts by time of sending."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        directory = folder()
        if directory is None:
            raise ImproperlyConfigured("MAIL_URL names no folder")
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            _write(directory, message.message().as_bytes())
        return len(email_messages)


def _write(directory: Path, content: bytes) -> None:
    path = directory / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{secrets.token_hex(4)}.eml"
    part = path.with_suffix(".part")
    part.write_bytes(content)
    os.replace(part, path)
