"""A form that is sent twice, by a double click or by a reload, writes once."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from core.api import ids
from core.api.permissions import Account
from core.tenancy.turns import take_turn
from tenant_apps.messages.models import Message

# How long the page with a form may have been open when it is sent again.
REMEMBERED = timedelta(days=2)


def already_written(*, submission: UUID | None, sender: Account) -> Message | None:
    """What the sender's form has written before; whoever sends the same at once waits for the transaction to end."""
    if submission is None:
        return None
    take_turn(f"{ids.encode('user', sender.id)}:{submission}")
    recent = Message.objects.defer("search").select_related("conversation")
    recent = recent.filter(created_at__gt=timezone.now() - REMEMBERED)
    return recent.filter(sender_id=sender.id, submission=submission).first()
