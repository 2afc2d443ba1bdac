"""A form that is sent twice, by a double click or by a reload, writes once.

Those of people who are signed in have a number. Pages for everybody are the same for all: there the words tell.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from core.api import ids
from core.api.permissions import Account
from core.tenancy.turns import take_turn
from tenant_apps.messages.models import Message

# How long the page with a form may have been open when it is sent again.
REMEMBERED = timedelta(days=2)
# In which a visitor does not mean to send the same words again.
MOMENTS = timedelta(minutes=10)


def already_written(*, submission: UUID | None, sender: Account) -> Message | None:
    """What the sender's form has written before; whoever sends the same at once waits for the transaction to end."""
    if submission is None:
        return None
    take_turn(f"{ids.encode('user', sender.id)}:{submission}")
    return _written_within(REMEMBERED).filter(sender_id=sender.id, submission=submission).first()


def just_sent(*, content: str, files: int, **where: Any) -> Message | None:
    """What a visitor has just sent there in the same words, with as many files; whoever calls has seen to turns."""
    same = _written_within(MOMENTS).filter(sender=None, content=content, **where)
    return next((message for message in same.order_by("-pk") if message.attachments.count() == files), None)


def _written_within(time: timedelta) -> QuerySet[Message]:
    recent = Message.objects.defer("search").select_related("conversation")
    return recent.filter(created_at__gt=timezone.now() - time)
