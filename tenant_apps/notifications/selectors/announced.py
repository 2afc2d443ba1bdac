"""What mails to subscribers say of publications and events, as the public sees them now; and the log of mailings."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from core.api import ids
from tenant_apps.events.selectors.visibility import visible_events
from tenant_apps.notifications import wording
from tenant_apps.notifications.models import Sending
from tenant_apps.notifications.selectors.links import EVENT, PUBLICATION, addresses_of
from tenant_apps.publications.selectors.visibility import visible_publications


@dataclass(frozen=True, slots=True)
class Entry:
    """One publication or event in a mail."""

    title: str
    text: str
    url: str
    is_urgent: bool = False


def sendings() -> QuerySet[Sending]:
    """All mailings, latest first."""
    return Sending.objects.order_by("-pk")


def entries_of(*, sendings: Sequence[Sending]) -> dict[int, Entry]:
    """Sending → what is said of it, of those that everybody may still see; four statements at most."""
    targets = [sending.target for sending in sendings]
    urls = addresses_of(targets=targets)
    said = {**_publications(targets, urls), **_events(targets, urls)}
    return {sending.pk: said[sending.target] for sending in sendings if sending.target in said}


def _publications(targets: Sequence[str], urls: dict[str, str]) -> dict[str, Entry]:
    numbers = [number for target in targets if (number := ids.parse(PUBLICATION, target))]
    rows = visible_publications().filter(pk__in=numbers).values_list("pk", "title", "excerpt", "priority")
    named = {ids.encode(PUBLICATION, row[0]): row for row in rows} if numbers else {}
    return {
        target: Entry(title, excerpt, urls[target], is_urgent=priority == "urgent")
        for target, (_pk, title, excerpt, priority) in named.items()
        if target in urls
    }


def _events(targets: Sequence[str], urls: dict[str, str]) -> dict[str, Entry]:
    numbers = [number for target in targets if (number := ids.parse(EVENT, target))]
    rows = visible_events().filter(pk__in=numbers).values_list("pk", "title", "start_at", "all_day", "location_name")
    named = {ids.encode(EVENT, row[0]): row for row in rows} if numbers else {}
    return {
        target: Entry(title, ", ".join(filter(None, [wording.moment(start, all_day=all_day), place])), urls[target])
        for target, (_pk, title, start, all_day, place) in named.items()
        if target in urls
    }
