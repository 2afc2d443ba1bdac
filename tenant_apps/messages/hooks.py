"""What other apps are told when somebody has written."""

from core.hooks import Hooks
from tenant_apps.messages.models import Message

# Each new message that both sides may read; `message.conversation` is at hand.
written: Hooks[Message, None] = Hooks()
