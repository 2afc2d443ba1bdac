"""Rows as the API shows them; conversations and messages come as plain values from the selectors."""

from typing import Any

from core.api import ids
from tenant_apps.messages.models import CannedReply


def canned_reply(row: CannedReply) -> dict[str, Any]:
    return {
        "id": ids.encode("canned", row.pk),
        "title": row.title,
        "content": row.content,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
