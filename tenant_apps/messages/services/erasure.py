"""Forget people: what a citizen asks for, and what the mairie keeps for a limited time."""

from typing import Protocol

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from core.api import ids
from core.api.permissions import Account
from tenant_apps.dashboard.services import redact_activities
from tenant_apps.messages import hooks
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services.conversations import remove

BATCH = 500


class Periods(Protocol):
    """The mairie's settings as far as they concern conversations."""

    conversations_months: int | None


class Person(Account, Protocol):
    """The account to be erased, which still has its address."""

    email: str


@transaction.atomic
def erase_person(*, user: Person) -> dict[str, int]:
    """Delete the conversations of a citizen, with their files, those from before the account too; gives how many."""
    removed = _remove(Conversation.objects.filter(citizen_id=user.id))
    return {"conversations": removed + (_remove(_as_visitor(user.email)) if user.is_verified else 0)}


@transaction.atomic
def erase_visitor(*, email: str) -> dict[str, int]:
    """The same for somebody who wrote without an account."""
    return {"conversations": _remove(_as_visitor(email))}


def forget_account(user: Person) -> None:
    """An account that ends keeps what was written, under its neutral name: also what it wrote as a visitor before."""
    if not user.is_verified:
        return
    written = _as_visitor(user.email).order_by("pk").select_for_update()
    numbers = list(written.values_list("pk", flat=True))
    redact_activities(targets=[ids.encode("conv", number) for number in numbers])
    hooks.forgotten.run(numbers)
    Message.objects.filter(conversation__in=numbers, sender=None).update(sender=user.id)
    Conversation.objects.filter(pk__in=numbers).update(citizen=user.id, visitor_name="", visitor_email="")


def remove_old(settings: Periods) -> dict[str, int]:
    """Retention: conversations in which nobody has written for as long as the mairie keeps them."""
    if settings.conversations_months is None:
        return {}
    limit = timezone.now() - relativedelta(months=settings.conversations_months)
    return {"conversations": _remove(Conversation.objects.filter(updated_at__lt=limit))}


def _as_visitor(email: str) -> QuerySet[Conversation]:
    return Conversation.objects.filter(citizen__isnull=True, visitor_email__iexact=email.strip())


def _remove(conversations: QuerySet[Conversation]) -> int:
    """Held first, so that nobody answers meanwhile."""
    numbers = list(conversations.order_by("pk").select_for_update().values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        remove(conversations=numbers[start : start + BATCH])
    return len(numbers)
