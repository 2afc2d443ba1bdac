"""Answer in a conversation: a citizen, the mairie, or a visitor by the link of a mail."""

from collections.abc import Sequence
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services import attachments
from tenant_apps.messages.services.latest import require_latest
from tenant_apps.messages.services.locks import lock_conversation
from tenant_apps.messages.services.submissions import already_written, just_sent
from tenant_apps.messages.services.writing import add_message, add_note, cleaned


def reply(
    *,
    conversation_id: int,
    sender: Account,
    content: str,
    files: Sequence[UploadedFile] = (),
    is_internal: bool = False,
    last_message_id: int | None = None,
    submission: UUID | None = None,
) -> Message:
    """Answer, or leave an internal note that the staff alone read; the same `submission` again gives what it wrote.

    `last_message_id` is the last message that the sender has seen: when there is a newer one, NewerMessage shows it
    and nothing is written. Raises ConversationNotFound, ValidationFailed, FileTooLarge or QuotaExceeded.
    """
    prepared = attachments.prepare(files)
    with transaction.atomic():
        if written := already_written(submission=submission, sender=sender):
            return written
        conversation = lock_conversation(conversation_id=conversation_id, user=sender)
        require_latest(conversation=conversation, last_message_id=last_message_id)
        if is_internal and acts_for_mairie(sender):
            return add_note(
                conversation=conversation, sender=sender, content=content, files=prepared, submission=submission
            )
        sender_type = sender.effective_role if _speaks_for_mairie(conversation, sender) else "citizen"
        return add_message(
            conversation=conversation,
            sender=sender,
            sender_type=sender_type,
            content=content,
            files=prepared,
            submission=submission,
        )


def reply_as_visitor(*, conversation_id: int, content: str, files: Sequence[UploadedFile] = ()) -> Message:
    """What a visitor answers who came by a valid link; the same as the last message within moments writes nothing.

    Raises ConversationNotFound, ValidationFailed, FileTooLarge.
    """
    prepared = attachments.prepare(files)
    with transaction.atomic():
        conversation = lock_conversation(conversation_id=conversation_id)
        if written := just_sent(content=cleaned(content), files=len(prepared), pk=conversation.last_message_id):
            return written
        return add_message(
            conversation=conversation, sender=None, sender_type="citizen", content=content, files=prepared
        )


def _speaks_for_mairie(conversation: Conversation, sender: Account) -> bool:
    """Staff who wrote to their own mairie as citizens stay citizens in that conversation."""
    return acts_for_mairie(sender) and conversation.citizen_id != sender.id
