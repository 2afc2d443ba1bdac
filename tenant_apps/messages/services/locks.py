"""The row lock of a conversation, which is taken before anything of it is written."""

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.messages.errors import ConversationNotFound
from tenant_apps.messages.models import Conversation


def lock_conversation(*, conversation_id: int, user: Account | None = None) -> Conversation:
    """The conversation, held until the end of the transaction; with a `user`, one that they may see."""
    rows = Conversation.objects.select_for_update(no_key=True).defer("search")
    conversation = rows.filter(pk=conversation_id).first()
    if conversation is None or (user is not None and not _may_see(conversation, user)):
        raise ConversationNotFound
    return conversation


def _may_see(conversation: Conversation, user: Account) -> bool:
    return acts_for_mairie(user) or conversation.citizen_id == user.id
