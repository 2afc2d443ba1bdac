"""People without an account: the signed link that lets them read and answer, and the mails that carry it."""

from datetime import timedelta

from core import mail
from core.tenancy import require
from core.tenancy.signing import signed, unsigned
from tenant_apps.messages.errors import LinkExpired
from tenant_apps.messages.models import Conversation, Message

LINK_LIFETIME = timedelta(days=90)
PURPOSE = "messages.visitors"
PAGE = "/messages/{token}/"


def link(*, conversation_id: int) -> str:
    """Address of the visitor's page, valid for 90 days, for this conversation of this mairie."""
    return require().url(PAGE.format(token=signed(conversation_id, purpose=PURPOSE)))


def conversation_of(*, token: str) -> Conversation:
    """The conversation that a link leads to; raises LinkExpired for one that is too old, foreign or made up."""
    conversation_id = unsigned(token, purpose=PURPOSE, max_age=LINK_LIFETIME)
    rows = Conversation.objects.defer("search").filter(citizen__isnull=True).exclude(visitor_email="")
    conversation = rows.filter(pk=conversation_id).first() if conversation_id else None
    if conversation is None:
        raise LinkExpired
    return conversation


def send_welcome(*, conversation_id: int) -> None:
    """Tell the visitor that the message has arrived. It is not repeated: anybody may have typed this address."""
    conversation = Conversation.objects.defer("search").filter(pk=conversation_id).first()
    if conversation is not None and conversation.is_with_visitor:
        _send(conversation, "messages/welcome", f"conv.{conversation.pk}")


def send_answer(*, message_id: int) -> None:
    """Mail the mairie's message with the link to answer it; nothing when either is gone meanwhile."""
    message = Message.objects.defer("search").select_related("conversation").filter(pk=message_id).first()
    if message is not None and message.conversation.is_with_visitor:
        _send(message.conversation, "messages/answer", f"msg.{message.pk}", message=message)


def _send(conversation: Conversation, template: str, message_id: str, message: Message | None = None) -> None:
    context = {
        "name": conversation.visitor_name,
        "subject_line": conversation.subject,
        "content": message.content if message else "",
        "attachments": message.attachments.count() if message else 0,
        "url": link(conversation_id=conversation.pk),
        "days": LINK_LIFETIME.days,
    }
    unique = f"{require().code}.{message_id}"
    mail.send(to=conversation.visitor_email, template=template, context=context, message_id=unique)
