"""What is left of somebody who asks to be forgotten: nothing."""

from typing import Protocol

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Replace
from django.utils.translation import gettext as _

from tenant_apps.notifications.models import Notification, Subscription


class Person(Protocol):
    """The account to be erased, which still has its name and address."""

    id: int
    email: str

    @property
    def full_name(self) -> str: ...


@transaction.atomic
def erase_person(*, user: Person) -> dict[str, int]:
    """Delete what the person was told and asked for, and take their name out of what others were told."""
    told = Notification.objects.filter(user_id=user.id)
    subscribed = Subscription.objects.filter(email__iexact=user.email)
    counts = {"notifications": told.delete()[0], "subscriptions": subscribed.delete()[0]}
    if user.full_name:
        naming = Notification.objects.filter(message__contains=user.full_name)
        naming.update(message=Replace("message", Value(user.full_name), Value(_("Compte supprimé"))))
    return counts


def erase_visitor(*, email: str) -> dict[str, int]:
    """Delete the subscription of an address without an account."""
    return {"subscriptions": Subscription.objects.filter(email__iexact=email.strip()).delete()[0]}


def forget_account(user: Person) -> None:
    """The same, when an account is deleted."""
    erase_person(user=user)
