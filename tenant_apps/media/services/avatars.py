"""Portraits of accounts: one small square picture, a new name for each, so that caches never show an old one."""

import secrets

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.api.errors import ValidationFailed
from core.tenancy import current
from tenant_apps.media.errors import FileRefused, FileTooLarge
from tenant_apps.media.services import files, images

# A dot before the random part keeps portraits apart from the library's files of a folder called "avatars".
AVATAR_PATTERN = r"avatars/user_[0-9]+\.[0-9a-f]{16}\.webp"


@transaction.atomic
def store_avatar(*, upload: UploadedFile, user_id: int, field: str = "avatar") -> str:
    """Store a portrait in the caller's transaction and return its name; raises ValidationFailed under `field`."""
    try:
        content = images.make_avatar(upload)
    except FileRefused as refusal:
        details = {field: [str(refusal.reason)]}
        raise (FileTooLarge(details=details) if refusal.too_large else ValidationFailed(details)) from refusal
    area = "" if current() else "platform/"
    return files.write(name=f"{area}avatars/user_{user_id}.{secrets.token_hex(8)}.webp", content=content)


def discard_avatar(*, name: str) -> None:
    """Delete a portrait that was replaced or removed, once the change has committed."""
    if name:
        files.discard([name])
