"""One way to add a message to a locked conversation: counters, last message, files, activity and hooks."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import ValidationFailed
from core.api.permissions import Account
from core.texts import clean_text
from shared_apps.jobs.services import enqueue
from tenant_apps.dashboard.services import record_activity
from tenant_apps.media.services import Prepared
from tenant_apps.messages import hooks
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services import attachments

MAX_CONTENT = 20_000
TELL_VISITOR = "messages.tell_visitor"
COUNTERS = (
    "is_archived",
    "is_archived_by_citizen",
    "staff_unread",
    "citizen_unread",
    "last_message_id",
    "updated_at",
)


def cleaned(content: str) -> str:
    """The text of a message; raises ValidationFailed for one without words."""
    text = clean_text(content)
    if not text:
        raise ValidationFailed({"content": [_("Ce message est vide.")]})
    return text


def add_message(
    *,
    conversation: Conversation,
    sender: Account | None,
    sender_type: str,
    content: str,
    files: Sequence[Prepared] = (),
    submission: UUID | None = None,
) -> Message:
    """A message that both sides read; `conversation` is new or locked."""
    message = _stored(conversation, sender, sender_type, content, is_internal=False, submission=submission)
    _follow(conversation, message)
    attachments.store(message=message, prepared=files)
    if message.is_from_mairie:
        _tell_visitor(conversation, message)
    _record(conversation, message, sender)
    hooks.written.run(message)
    if sender:
        hooks.read.run(hooks.Reading(conversation.pk, sender.id))
    return message


def add_note(
    *,
    conversation: Conversation,
    sender: Account,
    content: str,
    files: Sequence[Prepared] = (),
    submission: UUID | None = None,
) -> Message:
    """An internal note: the conversation itself stays as it is, so that nothing of it shows to the citizen."""
    sender_type = sender.effective_role
    message = _stored(conversation, sender, sender_type, content, is_internal=True, submission=submission)
    attachments.store(message=message, prepared=files)
    return message


def mark_read(*, conversation: Conversation, by_mairie: bool, now: datetime) -> None:
    """The other side's messages have been read; saves the messages, not the conversation."""
    if by_mairie:
        conversation.staff_unread = 0
    else:
        conversation.citizen_unread = 0
    unread = Message.objects.filter(conversation=conversation, read_at__isnull=True, is_internal=False)
    others = unread.filter(sender_type="citizen") if by_mairie else unread.exclude(sender_type="citizen")
    others.update(read_at=now)


def _stored(
    conversation: Conversation,
    sender: Account | None,
    sender_type: str,
    content: str,
    *,
    is_internal: bool,
    submission: UUID | None,
) -> Message:
    return Message.objects.create(
        conversation=conversation,
        sender_id=sender.id if sender else None,
        sender_type=sender_type,
        content=cleaned(content),
        is_internal=is_internal,
        submission=submission,
    )


def _follow(conversation: Conversation, message: Message) -> None:
    """Whoever writes has read; the other side has one more to read, and finds the conversation open again."""
    mark_read(conversation=conversation, by_mairie=message.is_from_mairie, now=message.created_at)
    if message.is_from_mairie:
        conversation.citizen_unread += 1
    else:
        conversation.staff_unread += 1
    conversation.is_archived = conversation.is_archived_by_citizen = False
    conversation.last_message_id = message.pk
    conversation.updated_at = message.created_at
    conversation.save(update_fields=COUNTERS)


def _tell_visitor(conversation: Conversation, message: Message) -> None:
    if conversation.is_with_visitor:
        enqueue(TELL_VISITOR, key=ids.encode("msg", message.pk), payload={"message_id": message.pk})


def _record(conversation: Conversation, message: Message, sender: Account | None) -> None:
    answered = message.is_from_mairie
    record_activity(
        type="message_sent" if answered else "message_received",
        title=_("Réponse de la mairie") if answered else _("Nouveau message citoyen"),
        description=conversation.subject,
        actor=sender,
        target=ids.encode("conv", conversation.pk),
    )
