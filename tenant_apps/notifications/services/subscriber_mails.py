"""One mail to one subscriber, about one alert or all that the morning's digest holds for them."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F

from core import mail
from core.tenancy import require
from tenant_apps.notifications.models import Sending, Subscription
from tenant_apps.notifications.selectors.announced import Entry, entries_of
from tenant_apps.notifications.selectors.subscribers import confirmed
from tenant_apps.notifications.services.links import MANAGE, UNSUBSCRIBE, subscription_url

ALERT, DIGEST = "notifications/alert", "notifications/bulletin"


@transaction.atomic
def deliver(*, subscription_id: int, sending_ids: Sequence[int]) -> None:
    """Mail what is still public of it, unless the subscriber has left meanwhile, and count it as sent."""
    subscription = confirmed().filter(pk=subscription_id).first()
    sendings = list(Sending.objects.filter(pk__in=sending_ids).order_by("pk"))
    entries = entries_of(sendings=sendings) if subscription else {}
    if subscription is None or not entries:
        return
    _send(subscription, [sending for sending in sendings if sending.pk in entries], entries)
    held = Sending.objects.select_for_update(no_key=True).filter(pk__in=list(entries)).order_by("pk")
    Sending.objects.filter(pk__in=[sending.pk for sending in held]).update(sent=F("sent") + 1)


def _send(subscription: Subscription, sendings: Sequence[Sending], entries: dict[int, Entry]) -> None:
    is_alert = [sending.mode for sending in sendings] == [Sending.Mode.IMMEDIATE]
    mail.send(
        to=subscription.email,
        template=ALERT if is_alert else DIGEST,
        context={
            "entries": [entries[sending.pk] for sending in sendings],
            "manage_url": subscription_url(MANAGE, subscription=subscription),
        },
        message_id=f"alert.{sendings[0].pk}.{subscription.secret.hex}.{require().code}",
        unsubscribe_url=subscription_url(UNSUBSCRIBE, subscription=subscription),
    )
