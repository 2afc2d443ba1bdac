"""Mails to people with an account: a notification by itself, or a digest of several.

Jobs hold ids alone: what is mailed is what is true when the mail leaves, and an account that was closed meanwhile gets
nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import mail
from core.tenancy import require
from shared_apps.jobs.services import Item, enqueue_many
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.selectors.links import links_of
from tenant_apps.notifications.services.opting_out import opt_out_url

NEWS_JOB = "notifications.mail"
DIGEST_JOB = "notifications.digest_mail"
# More mails than this give way to the mairie's other work.
FEW = 20
# Entries that a digest spells out.
SHOWN = 30


def plan(*, notification_ids: Sequence[int]) -> None:
    """Have each of the notifications mailed by itself."""
    items = [Item(f"notif:{number}", {"notification_id": number}) for number in notification_ids]
    if items:
        enqueue_many(NEWS_JOB, items, bulk=len(items) > FEW)


@transaction.atomic
def deliver_news(*, notification_id: int) -> None:
    """Mail one notification, unless that was done or nobody can be reached."""
    for notification in _unmailed([notification_id]):
        entry = _entry(notification, links_of(notifications=[notification]))
        _send(notification, "notifications/news", entry)
        _mark([notification])


@transaction.atomic
def deliver_digest(*, notification_ids: Sequence[int]) -> None:
    """Mail one person's notifications together."""
    found = _unmailed(notification_ids)
    if not found:
        return
    shown = found[:SHOWN]
    context = {"entries": _grouped(shown), "count": len(found), "more": len(found) - len(shown)}
    _send(found[0], "notifications/digest", context)
    _mark(found)


def _grouped(notifications: Sequence[Notification]) -> list[dict[str, Any]]:
    """What a digest spells out; what would be said of a page in the same words is said once, with how often."""
    links = links_of(notifications=notifications)
    entries: dict[tuple[Any, ...], dict[str, Any]] = {}
    for notification in notifications:
        entry = _entry(notification, links)
        page = (entry["link"] or "").partition("#")[0]
        entries.setdefault((entry["title"], entry["text"], page), {**entry, "times": 0})["times"] += 1
    return list(entries.values())


def _entry(notification: Notification, links: Mapping[int, str]) -> dict[str, Any]:
    return {"title": notification.title, "text": notification.message, "link": links.get(notification.pk)}


def _unmailed(notification_ids: Sequence[int]) -> list[Notification]:
    """Those that have not been mailed, of accounts in use whose address is proven, latest first."""
    rows = Notification.objects.select_related("user").filter(pk__in=notification_ids, mailed_at__isnull=True)
    reachable = rows.filter(user__is_active=True, user__is_verified=True, user__deleted_at__isnull=True)
    return list(reachable.order_by("-created_at", "-pk"))


def _send(first: Notification, template: str, context: dict[str, Any]) -> None:
    """The Message-ID is the same for each attempt, and another in another mairie that holds the same id."""
    mail.send(
        to=first.user.email,
        template=template,
        context={"first_name": first.user.first_name, **context},
        message_id=f"notification.{first.pk}.{first.created_at:%Y%m%d%H%M%S}.{require().code}",
        unsubscribe_url=opt_out_url(user_id=first.user_id),
    )


def _mark(notifications: Sequence[Notification]) -> None:
    numbers = [notification.pk for notification in notifications]
    Notification.objects.filter(pk__in=numbers).update(mailed_at=timezone.now())
