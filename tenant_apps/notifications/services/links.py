"""Addresses that subscribers are mailed: whoever holds one has read the mail, so it is all the proof that is needed."""

from core.tenancy import require
from core.tenancy.signing import is_genuine, number_of, numbered
from tenant_apps.notifications.errors import SubscriptionNotFound
from tenant_apps.notifications.models import Subscription

PURPOSE = "notifications.subscription"
CONFIRM = "/alertes/confirmer/{token}/"
MANAGE = "/alertes/{token}/"
UNSUBSCRIBE = "/alertes/{token}/desinscription/"


def subscription_token(subscription: Subscription) -> str:
    return numbered(subscription.pk, purpose=PURPOSE, secret=subscription.secret.hex)


def subscription_url(page: str, *, subscription: Subscription) -> str:
    """One of the pages above, on the mairie's host."""
    return require().url(page.format(token=subscription_token(subscription)))


def subscription_of(*, token: str, for_update: bool = False) -> Subscription:
    """The subscription that a genuine link belongs to; raises SubscriptionNotFound."""
    rows = Subscription.objects.select_for_update() if for_update else Subscription.objects.all()
    found = rows.filter(pk=number_of(token)).first()
    if found is None or not is_genuine(token, number=found.pk, purpose=PURPOSE, secret=found.secret.hex):
        raise SubscriptionNotFound
    return found
