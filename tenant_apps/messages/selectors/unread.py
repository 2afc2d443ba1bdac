"""How much of the conversations is left to read."""

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.messages.models import Conversation


def unread_conversations(user: Account) -> int:
    """Conversations with something new for the mairie or, for a citizen, for them; what is put away does not count."""
    if acts_for_mairie(user):
        return Conversation.objects.filter(staff_unread__gt=0, is_archived=False).count()
    own = Conversation.objects.filter(citizen_id=user.id)
    return own.filter(citizen_unread__gt=0, is_archived_by_citizen=False).count()
