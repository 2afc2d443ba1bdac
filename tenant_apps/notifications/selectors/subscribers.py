"""Whom a mailing to subscribers reaches."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from tenant_apps.notifications.models import Sending, Subscription

COMMUNIQUE = Sending.Subject.COMMUNIQUE.value
EVENT = Sending.Subject.EVENT.value


def confirmed() -> QuerySet[Subscription]:
    """Subscriptions that count, oldest first."""
    return Subscription.objects.filter(confirmed_at__isnull=False).order_by("pk")


def subscribers(*, subject: str, category: int | None = None) -> QuerySet[Subscription]:
    """Who asked for what is of that nature, or in that category."""
    wanted = Q()
    if subject == COMMUNIQUE:
        wanted |= Q(communiques=True)
    if subject == EVENT:
        wanted |= Q(events=True)
    if category is not None:
        wanted |= Q(categories__contains=[category])
    return confirmed().filter(wanted) if wanted else confirmed().none()


def wants(subscription: Subscription, sending: Sending) -> bool:
    """The same for one of each; tested to agree."""
    if sending.category is not None and sending.category in subscription.categories:
        return True
    if sending.subject == COMMUNIQUE:
        return subscription.communiques
    return sending.subject == EVENT and subscription.events


def subscribed_accounts(*, subject: str, category: int | None = None) -> set[int]:
    """Accounts whose address is among the subscribers."""
    addresses = subscribers(subject=subject, category=category).order_by().values("email")
    accounts = get_user_model().objects.alias(lower=Lower("email")).filter(lower__in=addresses)
    return set(accounts.values_list("pk", flat=True))
