"""Exports for tests, made in the mairie one is in."""

import secrets
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core.tenancy.storage import storage
from tenant_apps.exports.models import Export


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
