"""One conversation with its messages and files, as plain values in the contract's shape."""

from typing import Any, NamedTuple

from core.api import ids
from core.api.permissions import Account, acts_for_mairie
from core.tenancy.statements import fetch, utc_text
from core.tenancy.storage import media_url, sign_url
from tenant_apps.messages.errors import ConversationNotFound
from tenant_apps.messages.selectors.rows import COLUMNS, TABLES, Row, as_conversation

LINK_SECONDS = 3_600
CONVERSATION = f"SELECT {COLUMNS} FROM {TABLES} WHERE c.id = %(id)s AND {{seen}}"  # noqa: S608 - of this app
MESSAGE = f"""
m.id, m.content, m.sender_type, m.is_internal, u.id, u.first_name, u.last_name, u.avatar, c.visitor_name,
{utc_text("m.read_at")}, {utc_text("m.created_at")},
(SELECT json_agg(json_build_array(a.id, a.name, a.file, a.size, a.mime_type) ORDER BY a.id)
 FROM messages_attachment a WHERE a.message_id = m.id)
"""  # noqa: S608 - columns of this app
MESSAGES = f"""
SELECT {MESSAGE} FROM messages_message m JOIN messages_conversation c ON c.id = m.conversation_id
LEFT JOIN accounts_user u ON u.id = m.sender_id
WHERE {{which}} ORDER BY m.id
"""  # noqa: S608 - columns of this module


class MessageRow(NamedTuple):
    """The values of MESSAGE, in their order; attachments are lists of their columns."""

    id: int
    content: str
    sender_type: str
    is_internal: bool
    sender_id: int | None
    first_name: str
    last_name: str
    avatar: str
    visitor_name: str
    read_at: str | None
    created_at: str
    attachments: list[list[Any]] | None


def conversation_detail(*, conversation_id: int, reader: Account) -> dict[str, Any]:
    """A conversation the reader may see, in two statements; raises ConversationNotFound."""
    is_staff = acts_for_mairie(reader)
    seen = "true" if is_staff else "c.citizen_id = %(reader)s::bigint"
    rows = fetch(CONVERSATION.format(seen=seen), {"id": conversation_id, "reader": reader.id})
    if not rows:
        raise ConversationNotFound
    conversation = as_conversation(Row._make(rows[0]), is_staff=is_staff)
    return {**conversation, "messages": messages_of(conversation_id=conversation_id, with_notes=is_staff)}


def messages_of(*, conversation_id: int, with_notes: bool) -> list[dict[str, Any]]:
    """The messages of a conversation, oldest first; internal notes for the staff alone."""
    which = "m.conversation_id = %(id)s" + ("" if with_notes else " AND NOT m.is_internal")
    rows = fetch(MESSAGES.format(which=which), {"id": conversation_id})
    return [_as_message(MessageRow._make(row), with_notes=with_notes) for row in rows]


def message_as_shown(*, message_id: int, with_notes: bool = False) -> dict[str, Any]:
    """One message in the shape of a detail."""
    [row] = fetch(MESSAGES.format(which="m.id = %(id)s"), {"id": message_id})
    return _as_message(MessageRow._make(row), with_notes=with_notes)


def _as_message(row: MessageRow, *, with_notes: bool) -> dict[str, Any]:
    name = f"{row.first_name} {row.last_name}".strip() if row.sender_id else row.visitor_name
    avatar_url = media_url(row.avatar) if row.avatar else None
    message = {
        "id": ids.encode("msg", row.id),
        "content": row.content,
        "sender_type": row.sender_type,
        "sender": {"id": row.sender_id, "name": name, "avatar_url": avatar_url},
        "attachments": [_as_attachment(*attachment) for attachment in row.attachments or []],
        "read_at": row.read_at,
        "created_at": row.created_at,
    }
    return {**message, "is_internal": row.is_internal} if with_notes else message


def _as_attachment(attachment_id: int, name: str, file: str, size: int, mime_type: str) -> dict[str, Any]:
    return {
        "id": ids.encode("att", attachment_id),
        "name": name,
        "url": sign_url(file, LINK_SECONDS, filename=name),
        "size": size,
        "mime_type": mime_type,
    }
