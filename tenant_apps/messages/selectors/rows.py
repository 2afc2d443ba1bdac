"""Conversations as plain values: one joined statement, then dictionaries in the contract's shape.

The columns of accounts are read through this app's foreign keys.
"""

from typing import Any, NamedTuple

from core.api import ids
from core.tenancy.statements import utc_text
from core.tenancy.storage import media_url

COLUMNS = f"""
c.id, c.subject, c.category, c.priority, c.is_archived, c.is_archived_by_citizen, c.staff_unread, c.citizen_unread,
c.visitor_name, c.visitor_email,
u.id, u.first_name, u.last_name, u.email, u.avatar,
s.id, s.first_name, s.last_name, s.avatar,
l.id, l.content, l.sender_type, {utc_text("l.created_at")},
{utc_text("c.created_at")}, {utc_text("c.updated_at")}
"""
TABLES = """
messages_conversation c
LEFT JOIN accounts_user u ON u.id = c.citizen_id
LEFT JOIN accounts_user s ON s.id = c.assignee_id
LEFT JOIN messages_message l ON l.id = c.last_message_id
"""


class Row(NamedTuple):
    """The values of COLUMNS, in their order."""

    id: int
    subject: str
    category: str
    priority: str
    is_archived: bool
    is_archived_by_citizen: bool
    staff_unread: int
    citizen_unread: int
    visitor_name: str
    visitor_email: str
    citizen_id: int | None
    citizen_first_name: str
    citizen_last_name: str
    citizen_email: str
    citizen_avatar: str
    assignee_id: int | None
    assignee_first_name: str
    assignee_last_name: str
    assignee_avatar: str
    last_id: int | None
    last_content: str
    last_sender_type: str
    last_created_at: str
    created_at: str
    updated_at: str


def as_conversation(row: Row, *, is_staff: bool) -> dict[str, Any]:
    """A conversation as one side sees it; who follows it up concerns the mairie alone."""
    archived, unread = (
        (row.is_archived, row.staff_unread) if is_staff else (row.is_archived_by_citizen, row.citizen_unread)
    )
    conversation = {
        "id": ids.encode("conv", row.id),
        "citizen": _citizen(row),
        "subject": row.subject,
        "last_message": _last_message(row),
        "unread_count": unread,
        "status": "archived" if archived else "unread" if unread else "read",
        "priority": row.priority,
        "category": row.category,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
    return {**conversation, "assignee": _assignee(row)} if is_staff else conversation


def _citizen(row: Row) -> dict[str, Any]:
    """The account, or with an `id` of None the visitor."""
    if row.citizen_id is None:
        return {"id": None, "name": row.visitor_name, "email": row.visitor_email, "avatar_url": None}
    return {
        "id": row.citizen_id,
        "name": f"{row.citizen_first_name} {row.citizen_last_name}".strip(),
        "email": row.citizen_email,
        "avatar_url": media_url(row.citizen_avatar) if row.citizen_avatar else None,
    }


def _assignee(row: Row) -> dict[str, Any] | None:
    if row.assignee_id is None:
        return None
    return {
        "id": row.assignee_id,
        "name": f"{row.assignee_first_name} {row.assignee_last_name}".strip(),
        "avatar_url": media_url(row.assignee_avatar) if row.assignee_avatar else None,
    }


def _last_message(row: Row) -> dict[str, Any] | None:
    if row.last_id is None:
        return None
    return {
        "id": ids.encode("msg", row.last_id),
        "content": row.last_content,
        "sender_type": row.last_sender_type,
        "created_at": row.last_created_at,
    }
