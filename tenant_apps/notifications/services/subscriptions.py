"""Alerts without an account: asked for with an address, valid once its owner has confirmed, ended with one click."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from core import mail
from core.mail.strangers import may_mail
from shared_apps.jobs.services import cancel, enqueue
from tenant_apps.notifications.models import Subscription
from tenant_apps.notifications.services.links import CONFIRM, MANAGE, UNSUBSCRIBE, subscription_of, subscription_url

CONFIRM_JOB = "notifications.confirm_subscription"
FORGET_JOB = "notifications.forget_subscription"
UNCONFIRMED_KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Topics:
    """What a subscriber asks for: communiqués, events, and whatever is published in some categories (their ids)."""

    communiques: bool = False
    events: bool = False
    categories: Sequence[int] = field(default_factory=list)

    @property
    def are_empty(self) -> bool:
        return not (self.communiques or self.events or self.categories)


@transaction.atomic
def subscribe(*, email: str, topics: Topics) -> None:
    """Mail the address a link that confirms the subscription; to whoever asks it looks the same for any address.

    One that is subscribed already gets the link to its settings, which stay as they are: anybody may have asked.
    """
    address = email.strip().lower()
    subscription = _pending_or_confirmed(address, topics)
    if not subscription.is_confirmed:
        _set_topics(subscription, topics)
        subscription.created_at = timezone.now()
        subscription.save(update_fields=["communiques", "events", "categories", "created_at"])
        _plan_forgetting(subscription)
    if may_mail(purpose="alerts", address=address):
        enqueue(CONFIRM_JOB, key=str(subscription.pk), payload={"subscription_id": subscription.pk})


@transaction.atomic
def confirm(*, token: str) -> Subscription:
    """Let the subscription count from now on; doing it twice changes nothing. Raises SubscriptionNotFound."""
    subscription = subscription_of(token=token, for_update=True)
    if not subscription.is_confirmed:
        subscription.confirmed_at = timezone.now()
        subscription.save(update_fields=["confirmed_at"])
        cancel(CONFIRM_JOB, key=str(subscription.pk))
    return subscription


@transaction.atomic
def change_topics(*, token: str, topics: Topics) -> Subscription:
    """Ask for something else; raises SubscriptionNotFound."""
    subscription = subscription_of(token=token, for_update=True)
    _set_topics(subscription, topics)
    subscription.save(update_fields=["communiques", "events", "categories"])
    return subscription


@transaction.atomic
def unsubscribe(*, token: str) -> None:
    """Forget the address; raises SubscriptionNotFound, also when that was done before."""
    subscription_of(token=token, for_update=True).delete()


def send_confirmation(*, subscription_id: int) -> None:
    """Mail the link to confirm or, to who has confirmed before, the one to the settings."""
    subscription = Subscription.objects.filter(pk=subscription_id).first()
    if subscription is None:
        return
    known = subscription.is_confirmed
    page, template = (MANAGE, "notifications/known") if known else (CONFIRM, "notifications/confirm")
    context = {"url": subscription_url(page, subscription=subscription), "days": UNCONFIRMED_KEPT.days}
    unsubscribe_url = subscription_url(UNSUBSCRIBE, subscription=subscription) if known else None
    mail.send(to=subscription.email, template=template, context=context, unsubscribe_url=unsubscribe_url)


def forget_unconfirmed(*, subscription_id: int) -> None:
    """Delete a subscription that nobody has confirmed in time."""
    Subscription.objects.filter(pk=subscription_id, confirmed_at__isnull=True).delete()


def _pending_or_confirmed(address: str, topics: Topics) -> Subscription:
    """The address's one subscription, held; of two that ask for it at once one makes it."""
    rows = Subscription.objects.select_for_update()
    found = rows.filter(email__iexact=address).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            subscription = Subscription(email=address)
            _set_topics(subscription, topics)
            subscription.save()
            return subscription
    except IntegrityError:
        return rows.get(email__iexact=address)


def _set_topics(subscription: Subscription, topics: Topics) -> None:
    subscription.communiques, subscription.events = topics.communiques, topics.events
    subscription.categories = sorted(set(topics.categories))


def _plan_forgetting(subscription: Subscription) -> None:
    due_at = subscription.created_at + UNCONFIRMED_KEPT
    enqueue(FORGET_JOB, key=str(subscription.pk), payload={"subscription_id": subscription.pk}, due_at=due_at)
