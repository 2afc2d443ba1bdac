"""Conversations as the mairie takes them away: one line a message, read in chunks, internal notes marked as such."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tenant_apps.messages.models import Attachment, Message

CHUNK = 500
STATUSES = {"archived": _("Archivée"), "unread": _("Non lue"), "read": _("Lue")}
PEOPLE = ("conversation__citizen", "conversation__assignee", "sender")
UNUSED = (
    "search",
    "conversation__search",
    *(f"{person}__{column}" for person in PEOPLE for column in ("password", "preferences")),
)


class MessageLine(NamedTuple):
    """One message with its conversation, labels in place of codes."""

    conversation: int
    subject: str
    category: str
    priority: str
    status: str
    correspondent: str
    address: str
    assignee: str
    written_at: datetime
    author: str
    is_from_mairie: bool
    is_internal: bool
    content: str
    attachments: str


def written_between(*, start: datetime | None, end: datetime | None) -> QuerySet[Message]:
    """Messages and notes written from `start` on and before `end`."""
    found = Message.objects.all()
    if start:
        found = found.filter(created_at__gte=start)
    return found.filter(created_at__lt=end) if end else found


def count_lines(*, start: datetime | None, end: datetime | None, most: int) -> int:
    """How many there are, counted up to `most`."""
    return written_between(start=start, end=end)[:most].count()


def message_lines(*, start: datetime | None, end: datetime | None) -> Iterator[MessageLine]:
    """Every message, conversation by conversation; to be read inside a transaction."""
    rows = written_between(start=start, end=end).select_related("conversation", *PEOPLE).defer(*UNUSED)
    messages = rows.order_by("conversation_id", "id").iterator(chunk_size=CHUNK)
    for chunk in _chunks(messages):
        names = _attachments([message.pk for message in chunk])
        for message in chunk:
            yield _line(message, names.get(message.pk, []))


def _chunks(messages: Iterator[Message]) -> Iterator[list[Message]]:
    chunk: list[Message] = []
    for message in messages:
        chunk.append(message)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _attachments(message_ids: list[int]) -> dict[int, list[str]]:
    """Message → names of its files."""
    names: dict[int, list[str]] = {}
    for attachment in Attachment.objects.filter(message_id__in=message_ids).order_by("message_id", "id"):
        names.setdefault(attachment.message_id, []).append(attachment.name)
    return names


def _line(message: Message, attachments: list[str]) -> MessageLine:
    conversation, citizen = message.conversation, message.conversation.citizen
    correspondent = citizen.full_name if citizen else conversation.visitor_name
    return MessageLine(
        conversation=conversation.pk,
        subject=conversation.subject,
        category=conversation.get_category_display(),
        priority=conversation.get_priority_display(),
        status=str(STATUSES[conversation.staff_status]),
        correspondent=correspondent,
        address=citizen.email if citizen else conversation.visitor_email,
        assignee=conversation.assignee.full_name if conversation.assignee else "",
        written_at=message.created_at,
        author=message.sender.full_name if message.sender else correspondent,
        is_from_mairie=message.is_from_mairie,
        is_internal=message.is_internal,
        content=message.content,
        attachments=", ".join(attachments),
    )
