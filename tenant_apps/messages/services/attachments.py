"""Files sent with a message: inspected before the transaction, stored in it, served by signed links only."""

import secrets
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.media.services import Incoming, Prepared, files, prepare_uploads, quota, sweeping
from tenant_apps.messages.models import Attachment, Message

FOLDER = "private/messages"
# Names of this app's files, for the sweep of those that no row knows.
PATTERN = rf"{FOLDER}/[0-9a-f]{{32}}\.[a-z0-9]+"
MAX_FILES = 10
TYPES = ("document", "image")


def prepare(uploads: Sequence[UploadedFile]) -> list[Prepared]:
    """Inspect the files, at most ten documents and images; raises ValidationFailed or FileTooLarge."""
    if len(uploads) > MAX_FILES:
        raise ValidationFailed({"attachments": [_("Dix fichiers au plus par message.")]})
    return prepare_uploads(files=[Incoming("attachments", upload) for upload in uploads], types=TYPES)


def store(*, message: Message, prepared: Sequence[Prepared]) -> list[Attachment]:
    """Write files and rows in the caller's transaction: when it rolls back, neither is left; raises QuotaExceeded."""
    if not prepared:
        return []
    rows = [_written(message, file) for file in prepared]
    # Last, because it makes other uploads of the mairie wait until this transaction ends.
    quota.reserve(size=sum(row.size for row in rows))
    sweeping.schedule()
    return Attachment.objects.bulk_create(rows)


def discard(conversations: Sequence[int]) -> None:
    """Delete the files of conversations that are about to be deleted, once that has committed."""
    owned = Attachment.objects.filter(message__conversation__in=conversations)
    files.discard(list(owned.values_list("file", flat=True)))


def bytes_used() -> int:
    """What all attachments take of the mairie's storage."""
    return Attachment.objects.aggregate(total=Sum("size"))["total"] or 0


def file_names() -> Iterable[str]:
    """Every file that a row knows."""
    return Attachment.objects.values_list("file", flat=True).iterator()


def _written(message: Message, file: Prepared) -> Attachment:
    suffix = file.inspected.format.suffixes[0]
    name = f"{FOLDER}/{secrets.token_hex(16)}{suffix}"
    return Attachment(
        message=message,
        name=_shown_name(file.incoming.file.name or "", suffix),
        file=files.write(name=name, content=file.inspected.content),
        mime_type=file.inspected.format.mime_type,
        size=file.inspected.size,
    )


def _shown_name(original: str, suffix: str) -> str:
    printable = "".join(character for character in original if character.isprintable()).strip()
    return printable[-255:] or f"fichier{suffix}"
