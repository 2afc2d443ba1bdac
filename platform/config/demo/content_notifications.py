"""Who follows the demo's mairies by mail without an account: one address that is confirmed, one that is not yet."""

from config.demo.accounts import People
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.links import subscription_token
from tenant_apps.notifications.services.subscriptions import Topics, confirm, subscribe
from tenant_apps.publications.selectors.categories import categories


def fill(people: People) -> None:
    """Subscribe to everything, and to what happens in the commune."""
    confirmed, pending = (f"{name}@{people.tenant.slug}.example" for name in ("abonnee", "voisin"))
    everything = Topics(communiques=True, events=True, categories=[category.pk for category in categories()])
    subscribe(email=confirmed, topics=everything)
    confirm(token=subscription_token(Subscription.objects.get(email=confirmed)))
    subscribe(email=pending, topics=Topics(events=True))
