"""Where people read what news is about: on the mairie's site or, for what is theirs alone, in their own space."""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse

from core.api import ids
from core.tenancy import require
from tenant_apps.events.selectors import public as events
from tenant_apps.events.selectors.invitations import invited_to
from tenant_apps.events.selectors.visibility import visible_events
from tenant_apps.notifications import kinds
from tenant_apps.notifications.models import Notification
from tenant_apps.publications.selectors import public as publications
from tenant_apps.publications.selectors.visibility import visible_publications

PUBLICATION, EVENT, CONVERSATION = "pub", "evt", "conv"
# What requests for a role are about: the one page where all of them are.
REQUESTS = "role-requests"
SUBJECTS = ("conversation_id", "publication_id", "event_id")


def links_of(*, notifications: Sequence[Notification]) -> dict[int, str]:
    """Notification → absolute address, of those of one person that have one; three statements at most."""
    targets = {one.pk: _target(one) for one in notifications}
    addresses = {**addresses_of(targets=targets.values()), **_own_addresses(notifications, targets.values())}
    links = {one: addresses[targets[one.pk]] for one in notifications if targets[one.pk] in addresses}
    return {one.pk: f"{link}#{_place(one)}" if _place(one) else link for one, link in links.items()}


def addresses_of(*, targets: Iterable[str]) -> dict[str, str]:
    """Prefixed id → absolute address, of the publications and events among them that are public."""
    wanted = list(targets)
    return {**_publications(_numbers(PUBLICATION, wanted)), **_events(_numbers(EVENT, wanted))}


def _own_addresses(notifications: Sequence[Notification], targets: Iterable[str]) -> dict[str, str]:
    """Pages of the person's space: conversations, events that they may answer, requests that they decide about."""
    wanted = list(targets)
    conversations = {
        ids.encode(CONVERSATION, number): _page("space-messages:detail", number)
        for number in _numbers(CONVERSATION, wanted)
    }
    requests = {REQUESTS: _page("space-account:role-requests")} if REQUESTS in wanted else {}
    numbers = _numbers(EVENT, wanted)
    invited = invited_to(event_ids=numbers, user_id=notifications[0].user_id) if numbers else []
    answerable = {ids.encode(EVENT, number): _page("space-events:event", number) for number in invited}
    return {**conversations, **requests, **answerable}


def _target(notification: Notification) -> str:
    if notification.type == kinds.ROLE_REQUEST:
        return REQUESTS
    return next((str(notification.data[name]) for name in SUBJECTS if notification.data.get(name)), "")


def _place(notification: Notification) -> str:
    """What on the page it is about: a message, a comment or an account."""
    if notification.type == kinds.ROLE_REQUEST:
        return f"compte-{notification.data.get('user_id')}"
    return str(notification.data.get("message_id") or notification.data.get("comment_id") or "")


def _page(name: str, *number: int) -> str:
    return require().url(reverse(name, args=number, urlconf=settings.MAIRIE_URLCONF))


def _publications(numbers: Sequence[int]) -> dict[str, str]:
    rows = visible_publications().filter(pk__in=numbers).values_list("pk", "title", "type") if numbers else []
    return {ids.encode(PUBLICATION, row[0]): require().url(publications.address_of(*row)) for row in rows}


def _events(numbers: Sequence[int]) -> dict[str, str]:
    rows = visible_events().filter(pk__in=numbers).values_list("pk", "title") if numbers else []
    return {ids.encode(EVENT, row[0]): require().url(events.address_of(*row)) for row in rows}


def _numbers(prefix: str, targets: Iterable[str]) -> list[int]:
    return [number for target in targets if (number := ids.parse(prefix, target))]
