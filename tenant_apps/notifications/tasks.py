"""Jobs of notifications, digests and alerts."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from core.mail import UndeliverableAddress
from shared_apps.jobs.errors import PermanentFailure
from shared_apps.jobs.registry import MAIL_ATTEMPTS, job
from tenant_apps.notifications.kinds import Mailing
from tenant_apps.notifications.services import (
    digests,
    mailing,
    publication_news,
    sendings,
    subscriber_mails,
    subscriptions,
)

A_DAY = timedelta(days=1)


@contextmanager
def mailed() -> Iterator[None]:
    """An address that can never be reached is no reason to try again."""
    try:
        yield
    except UndeliverableAddress as error:
        raise PermanentFailure(str(error)) from error


@job(mailing.NEWS_JOB, max_attempts=MAIL_ATTEMPTS)
def mail_news(*, payload: dict[str, Any], key: str) -> None:
    """Mail one notification."""
    with mailed():
        mailing.deliver_news(notification_id=payload["notification_id"])


@job(mailing.DIGEST_JOB, max_attempts=MAIL_ATTEMPTS)
def mail_digest(*, payload: dict[str, Any], key: str) -> None:
    """Mail one person's digest."""
    with mailed():
        mailing.deliver_digest(notification_ids=payload["notification_ids"])


@job(digests.JOB, comes_back=A_DAY)
def make_digests(*, payload: dict[str, Any], key: str) -> None:
    """Plan the digests of one morning."""
    digests.make(frequency=Mailing(payload["frequency"]), key=key, after=payload.get("after", 0))


@job(publication_news.JOB)
def tell_of_publication(*, payload: dict[str, Any], key: str) -> None:
    """Tell accounts of a publication that is on line."""
    publication_news.tell_of_publication(publication_id=payload["publication_id"])


@job(sendings.ALERT_JOB)
def plan_alert(*, payload: dict[str, Any], key: str) -> None:
    """Plan the mails of an alert."""
    sendings.plan_alert(sending_id=payload["sending_id"])


@job(sendings.DIGEST_JOB, comes_back=A_DAY)
def plan_digest(*, payload: dict[str, Any], key: str) -> None:
    """Plan the mails of the subscribers' digest."""
    sendings.plan_digest()


@job(sendings.MAIL_JOB, max_attempts=MAIL_ATTEMPTS)
def mail_subscriber(*, payload: dict[str, Any], key: str) -> None:
    """Mail one subscriber."""
    with mailed():
        subscriber_mails.deliver(subscription_id=payload["subscription_id"], sending_ids=payload["sending_ids"])


@job(subscriptions.CONFIRM_JOB, max_attempts=MAIL_ATTEMPTS)
def confirm_subscription(*, payload: dict[str, Any], key: str) -> None:
    """Mail the link that confirms a subscription."""
    with mailed():
        subscriptions.send_confirmation(subscription_id=payload["subscription_id"])


@job(subscriptions.FORGET_JOB)
def forget_subscription(*, payload: dict[str, Any], key: str) -> None:
    """Forget an address that nobody has confirmed."""
    subscriptions.forget_unconfirmed(subscription_id=payload["subscription_id"])
