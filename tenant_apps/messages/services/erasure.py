"""Forget people: what a citizen asks for, and what the mairie keeps for a limited time."""

from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.api.permissions import Account
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services.conversations import remove

BATCH = 500


class Periods(Protocol):
    """The mairie's settings as far as they concern conversations."""

    conversations_months: int | None


@transaction.atomic
def erase_person(*, user: Account) -> dict[str, int]:
    """Delete the conversations of a citizen, with their files; gives how many."""
    return {"conversations": _remove(Conversation.objects.filter(citizen_id=user.id))}


@transaction.atomic
def erase_visitor(*, email: str) -> dict[str, int]:
    """The same for somebody who wrote without an account."""
    found = Conversation.objects.filter(citizen__isnull=True, visitor_email__iexact=email.strip())
    return {"conversations": _remove(found)}


def remove_old(settings: Periods) -> dict[str, int]:
    """Retention: conversations in which nobody has written for as long as the mairie keeps them."""
    if settings.conversations_months is None:
        return {}
    limit = timezone.now() - relativedelta(months=settings.conversations_months)
    return {"conversations": _remove(Conversation.objects.filter(updated_at__lt=limit))}


def _remove(conversations: QuerySet[Conversation]) -> int:
    """Held first, so that nobody answers meanwhile."""
    numbers = list(conversations.order_by("pk").select_for_update().values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        remove(conversations=numbers[start : start + BATCH])
    return len(numbers)
