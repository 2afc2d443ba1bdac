"""Exports for tests, made in the mairie one is in."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.tenancy.storage import storage
from tenant_apps.exports.models import Export
from tenant_apps.messages.models import Attachment, Conversation, Message


def make_export(*, body: bytes = b"N;Titre\r\n", **fields: Any) -> Export:
    """An export of publications that is ready, with its file."""
    defaults = {
        "kind": "publications",
        "format": "csv",
        "state": "ready",
        "stem": "export_publications_20251205",
        "key": secrets.token_hex(16),
        "expires_at": timezone.now() + timedelta(days=1),
    }
    values = {**defaults, **fields}
    if values["state"] == "ready":
        values.setdefault("file", f"private/exports/{secrets.token_hex(16)}.{values['format']}")
        values.setdefault("size", len(body))
        storage.save(values["file"], ContentFile(body))
    return Export.objects.create(**values)


def make_conversation(*contents: str, citizen: Any = None, staff: Any = None, note: str = "", **fields: Any) -> Any:
    """A conversation with one message of the citizen (or visitor) for each text, a reply and an internal note."""
    defaults = {"subject": "Éclairage rue des Lilas", "category": "voirie", "citizen": citizen, "assignee": staff}
    conversation = Conversation.objects.create(**{**defaults, **fields})
    for text in contents:
        Message.objects.create(conversation=conversation, sender=citizen, sender_type="citizen", content=text)
    if staff:
        Message.objects.create(conversation=conversation, sender=staff, sender_type="admin", content="C'est réparé.")
    if note:
        Message.objects.create(
            conversation=conversation, sender=staff, sender_type="admin", content=note, is_internal=True
        )
    return conversation


def attach(conversation: Any, body: bytes, name: str = "photo.jpg") -> Any:
    """A file sent with the conversation's first message."""
    file = f"private/messages/{secrets.token_hex(8)}.jpg"
    storage.save(file, ContentFile(body))
    message = conversation.messages.order_by("id").first()
    return Attachment.objects.create(message=message, name=name, file=file, mime_type="image/jpeg", size=len(body))
