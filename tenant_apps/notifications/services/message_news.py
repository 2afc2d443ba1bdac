"""What a new message tells the other side."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from tenant_apps.messages import hooks
from tenant_apps.messages.hooks import Conversation, Message, Reading
from tenant_apps.notifications import kinds
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.selectors.audience import person_name, staff_ids
from tenant_apps.notifications.services.notify import notify


def register() -> None:
    """Follow the conversations."""
    hooks.written.register(tell_of_message)
    hooks.assigned.register(tell_of_assignment)
    hooks.read.register(mark_conversation_read)
    hooks.forgotten.register(forget_conversations)


def tell_of_message(message: Message) -> None:
    """The mairie is told of a citizen's or visitor's message, the citizen of the mairie's; nobody of their own."""
    conversation = message.conversation
    recipients = _citizen(message) if message.is_from_mairie else _mairie(message)
    sender = person_name(user_id=message.sender_id) if message.sender_id else conversation.visitor_name
    notify(
        user_ids=[user_id for user_id in recipients if user_id != message.sender_id],
        type=kinds.NEW_MESSAGE,
        title=_("Nouveau message"),
        message=_("%(name)s vous a envoyé un message") % {"name": sender or _("Un visiteur")},
        data={
            "conversation_id": ids.encode("conv", conversation.pk),
            "message_id": ids.encode("msg", message.pk),
            **({"user_id": message.sender_id} if message.sender_id else {}),
        },
        key=str(message.pk),
    )


def tell_of_assignment(conversation: Conversation) -> None:
    """Whoever is to see to a conversation is told each time that it becomes theirs."""
    notify(
        user_ids=[conversation.assignee_id] if conversation.assignee_id else [],
        type=kinds.CONVERSATION_ASSIGNED,
        title=_("Conversation à suivre"),
        message=_("« %(subject)s » vous est confiée") % {"subject": conversation.subject},
        data={"conversation_id": ids.encode("conv", conversation.pk)},
        key=f"{conversation.pk}:{timezone.now().isoformat()}",
    )


def mark_conversation_read(reading: Reading) -> None:
    """What was told of a conversation is read with it."""
    told = Notification.objects.filter(user_id=reading.user_id, type__in=kinds.OF_CONVERSATIONS, read_at__isnull=True)
    told.filter(data__conversation_id=ids.encode("conv", reading.conversation_id)).update(read_at=timezone.now())


def forget_conversations(conversations: Sequence[int]) -> None:
    """What was told of these conversations names who wrote, or says of what."""
    gone = [ids.encode("conv", number) for number in conversations]
    Notification.objects.filter(type__in=kinds.OF_CONVERSATIONS, data__conversation_id__in=gone).delete()


def _citizen(message: Message) -> Sequence[int]:
    """Nobody for a visitor: messages mail them the answer itself."""
    citizen_id = message.conversation.citizen_id
    return [citizen_id] if citizen_id else []


def _mairie(message: Message) -> Sequence[int]:
    """Whoever the conversation is assigned to, as long as they manage messages; else all who do."""
    staff = staff_ids()
    assignee_id = message.conversation.assignee_id
    return [assignee_id] if assignee_id in staff else staff
