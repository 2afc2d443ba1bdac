"""What other apps are told when somebody has written or read."""

from collections.abc import Sequence
from typing import NamedTuple

from core.hooks import Hooks
from tenant_apps.messages.models import Conversation, Message


class Reading(NamedTuple):
    """That an account has read what a conversation holds so far."""

    conversation_id: int
    user_id: int


# Each new message that both sides may read; `message.conversation` is at hand.
written: Hooks[Message, None] = Hooks()
# Each time somebody with an account has read a conversation, or shown it by answering.
read: Hooks[Reading, None] = Hooks()
# A conversation that somebody has entrusted to another account of the staff.
assigned: Hooks[Conversation, None] = Hooks()
# The ids of conversations of which nothing may go on telling who wrote them: they are deleted, or lose their visitor.
forgotten: Hooks[Sequence[int], None] = Hooks()
