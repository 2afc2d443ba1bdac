"""Where the mairie's site shows what news is about, for those who may see it without signing in."""

from collections.abc import Iterable, Sequence

from core.api import ids
from core.tenancy import require
from tenant_apps.events.selectors import public as events
from tenant_apps.events.selectors.visibility import visible_events
from tenant_apps.notifications.models import Notification
from tenant_apps.publications.selectors import public as publications
from tenant_apps.publications.selectors.visibility import visible_publications

PUBLICATION, EVENT = "pub", "evt"


def links_of(*, notifications: Sequence[Notification]) -> dict[int, str]:
    """Notification → absolute address, of those that have one; two statements at most."""
    targets = {one.pk: str(one.data.get("publication_id") or one.data.get("event_id") or "") for one in notifications}
    addresses = addresses_of(targets=targets.values())
    return {number: addresses[target] for number, target in targets.items() if target in addresses}


def addresses_of(*, targets: Iterable[str]) -> dict[str, str]:
    """Prefixed id → absolute address, of the publications and events among them that are public."""
    wanted = list(targets)
    return {**_publications(_numbers(PUBLICATION, wanted)), **_events(_numbers(EVENT, wanted))}


def _publications(numbers: Sequence[int]) -> dict[str, str]:
    rows = visible_publications().filter(pk__in=numbers).values_list("pk", "title", "type") if numbers else []
    return {ids.encode(PUBLICATION, row[0]): require().url(publications.address_of(*row)) for row in rows}


def _events(numbers: Sequence[int]) -> dict[str, str]:
    rows = visible_events().filter(pk__in=numbers).values_list("pk", "title") if numbers else []
    return {ids.encode(EVENT, row[0]): require().url(events.address_of(*row)) for row in rows}


def _numbers(prefix: str, targets: Iterable[str]) -> list[int]:
    return [number for target in targets if (number := ids.parse(prefix, target))]
