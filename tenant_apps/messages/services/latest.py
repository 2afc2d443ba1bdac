"""Nobody answers or puts away what they have not seen."""

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.messages.errors import NewerMessage
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.selectors.detail import message_as_shown


def require_latest(*, conversation: Conversation, last_message_id: int | None) -> None:
    """Raise NewerMessage when a held conversation has a message after the last one seen; None asks nothing."""
    latest = conversation.last_message_id
    if last_message_id is None or latest is None or last_message_id == latest:
        return
    if not Message.objects.filter(pk=last_message_id, conversation=conversation).exists():
        raise ValidationFailed({"last_message_id": [_("Ce message n'est pas de cette conversation.")]})
    if last_message_id < latest:
        raise NewerMessage(details={"message": message_as_shown(message_id=latest)})
