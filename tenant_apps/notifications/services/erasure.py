"""What is left of somebody who asks to be forgotten: nothing."""

from typing import Protocol

from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Left, Substr
from django.utils.translation import gettext as _

from tenant_apps.notifications.models import Notification, Subscription

# How texts go on behind the name of the person they are about, with which they begin.
AFTER_NAMES = (" a ", " vous ", " demande ")
LONGEST = 500  # characters of a message


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
    _unname(user.full_name)
    return counts


def _unname(name: str) -> None:
    """Only where the text is about them: a name may be a part of other people's, or of the text itself."""
    if not name:
        return
    about = Q()
    for after in AFTER_NAMES:
        about |= Q(message__startswith=f"{name}{after}")
    unnamed = Left(Concat(Value(_("Compte supprimé")), Substr("message", len(name) + 1)), LONGEST)
    Notification.objects.filter(about).update(message=unnamed)


def erase_visitor(*, email: str) -> dict[str, int]:
    """Delete the subscription of an address without an account."""
    return {"subscriptions": Subscription.objects.filter(email__iexact=email.strip()).delete()[0]}


def forget_account(user: Person) -> None:
    """The same, when an account is deleted."""
    erase_person(user=user)
