"""Uploads of any app, all or nothing: first every file is inspected, then files and rows are written together."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.api.errors import ValidationFailed
from core.api.permissions import Actor
from tenant_apps.media.errors import FileRefused, FileTooLarge
from tenant_apps.media.models import Media, MediaType
from tenant_apps.media.services import files as stored
from tenant_apps.media.services import naming, quota, renditions, sweeping
from tenant_apps.media.services.formats import MEGABYTE, Inspected
from tenant_apps.media.services.inspection import inspect


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file of a form and the field it came in, which errors are told under."""

    field: str
    file: UploadedFile
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was found acceptable and is ready to be stored."""

    incoming: Incoming
    inspected: Inspected
    checksum: str


def prepare_uploads(*, files: Sequence[Incoming], types: Collection[str] = MediaType.values) -> list[Prepared]:
    """Inspect every file before any is stored; touches neither database nor storage, so call it before a transaction.

    Raises ValidationFailed with a list of reasons per field, or FileTooLarge when size is the only reason.
    """
    prepared: list[Prepared] = []
    refused: list[tuple[Incoming, FileRefused]] = []
    for incoming in files:
        try:
            inspected = inspect(upload=incoming.file, types=types)
            prepared.append(Prepared(incoming, inspected, _checksum(inspected)))
        except FileRefused as refusal:
            refused.append((incoming, refusal))
    if refused:
        raise _refusal(files, refused)
    return prepared


@transaction.atomic
def store_uploads(*, files: Sequence[Prepared], folder: str, actor: Actor | None) -> list[Media]:
    """Write files and rows in the caller's transaction: when it rolls back, neither is left; raises QuotaExceeded."""
    naming.check_folder(folder)
    rows = [_write(prepared, folder=folder, actor=actor) for prepared in files]
    if not rows:
        return []
    # Last, because it makes other uploads of the mairie wait until this transaction ends.
    quota.reserve(size=sum(row.size for row in rows))
    stored_media = Media.objects.bulk_create(rows)
    renditions.schedule(media=stored_media)
    sweeping.schedule()
    return stored_media


def _write(prepared: Prepared, *, folder: str, actor: Actor | None) -> Media:
    upload, inspected = prepared.incoming.file, prepared.inspected
    original = _printable(upload.name or "")
    name = naming.new_name(folder=folder, filename=original, suffix=inspected.format.suffixes[0])
    if inspected.thumbnail:
        stored.write(name=naming.thumbnail_name(name), content=inspected.thumbnail.content)
    return Media(
        type=inspected.format.type,
        folder=folder,
        name=stored.write(name=name, content=inspected.content),
        original_filename=original,
        mime_type=inspected.format.mime_type,
        size=inspected.size,
        width=inspected.width,
        height=inspected.height,
        alt_text=prepared.incoming.alt_text,
        checksum=prepared.checksum,
        uploaded_by_id=actor.id if actor else None,
    )


def _checksum(inspected: Inspected) -> str:
    digest = hashlib.sha256()
    inspected.content.seek(0)
    while chunk := inspected.content.read(MEGABYTE):
        digest.update(chunk)
    inspected.content.seek(0)
    return digest.hexdigest()


def _printable(filename: str) -> str:
    return "".join(character for character in filename if character.isprintable())[-255:] or "fichier"


def _refusal(files: Sequence[Incoming], refused: list[tuple[Incoming, FileRefused]]) -> ValidationFailed | FileTooLarge:
    fields = [incoming.field for incoming in files]
    details: dict[str, list[str]] = {}
    for incoming, refusal in refused:
        prefix = f"{_printable(incoming.file.name or '')} : " if fields.count(incoming.field) > 1 else ""
        details.setdefault(incoming.field, []).append(f"{prefix}{refusal.reason}")
    if all(refusal.too_large for _incoming, refusal in refused):
        return FileTooLarge(details=details)
    return ValidationFailed(details)
