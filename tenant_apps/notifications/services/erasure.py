"""What is left of somebody who asks to be forgotten: nothing."""

from typing import Protocol

from django.db import transaction
from django.db.models import Func, TextField, Value
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from tenant_apps.notifications.models import Notification, Subscription

# The name of the person whom a text is about, with which it begins: whatever stands before what they did.
NAME = "^.*?(?= (?:vous a envoyé|a commenté|a répondu à|demande le rôle) )"
LONGEST = 500  # characters of a message


class Person(Protocol):
    """The account to be erased, which still has its address."""

    id: int
    email: str


@transaction.atomic
def erase_person(*, user: Person) -> dict[str, int]:
    """Delete what the person was told and asked for, and take their name out of what others were told."""
    told = Notification.objects.filter(user_id=user.id)
    subscribed = Subscription.objects.filter(email__iexact=user.email)
    counts = {"notifications": told.delete()[0], "subscriptions": subscribed.delete()[0]}
    _unname(user.id)
    return counts


def _unname(user_id: int) -> None:
    """Whatever the person was called when others were told of them."""
    name, neutral = Value(NAME), Value(_("Compte supprimé"))
    unnamed = Func("message", name, neutral, function="regexp_replace", output_field=TextField())
    Notification.objects.filter(data__user_id=user_id).update(message=Left(unnamed, LONGEST))


def erase_visitor(*, email: str) -> dict[str, int]:
    """Delete the subscription of an address without an account."""
    return {"subscriptions": Subscription.objects.filter(email__iexact=email.strip()).delete()[0]}


def forget_account(user: Person) -> None:
    """The same, when an account is deleted."""
    erase_person(user=user)
