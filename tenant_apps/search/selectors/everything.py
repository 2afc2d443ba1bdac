"""The search of the mairie's accounts, as plain values in the contract's shape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.api import ids
from core.api.permissions import Account, acts_for_mairie
from core.search import Found, Source, find
from tenant_apps.events.selectors.search import search_source as events_source
from tenant_apps.events.selectors.visibility import Reader as EventReader
from tenant_apps.messages.selectors.search import search_source as messages_source
from tenant_apps.publications.selectors.search import search_source as publications_source
from tenant_apps.publications.selectors.visibility import Reader as PublicationReader
from tenant_apps.search.selectors.passages import passages
from tenant_apps.website.selectors.search import search_source as pages_source

SOURCES: dict[str, Callable[[Account], Source]] = {
    "publications": lambda user: publications_source(reader=PublicationReader.of(user)),
    "events": lambda user: events_source(reader=EventReader.of(user)),
    "messages": lambda user: messages_source(user=user),
    "pages": lambda user: pages_source(sees_all=acts_for_mairie(user)),
}
KINDS = tuple(SOURCES)
# Of each kind when all are searched.
BEST = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """How many rows there are of each kind, and those shown."""

    counts: dict[str, int]
    results: dict[str, list[dict[str, Any]]]
    is_similar: bool


def search(*, user: Account, text: str, kinds: Sequence[str], limit: int = BEST, offset: int = 0) -> Findings:
    """What `user` may see of the kinds, best first; at most three statements."""
    results = find(sources=[SOURCES[kind](user) for kind in kinds], text=text, limit=limit, offset=offset)
    shown: dict[str, list[dict[str, Any]]] = {kind: [] for kind in KINDS}
    for row, passage in zip(results.rows, passages(results=results, text=text), strict=True):
        shown[row.kind].append({**ITEMS[row.kind](row), "excerpt": passage.excerpt, "highlight": passage.best})
    return Findings(counts={**dict.fromkeys(KINDS, 0), **results.counts}, results=shown, is_similar=results.is_similar)


def _publication(row: Found) -> dict[str, Any]:
    kind, created_at, published_at = row.details
    return {
        "id": ids.encode("pub", row.key),
        "type": kind,
        "title": row.title,
        "created_at": created_at,
        "published_at": published_at,
    }


def _event(row: Found) -> dict[str, Any]:
    start, end, all_day, location = row.details
    return {
        "id": ids.encode("evt", row.key),
        "title": row.title,
        "start_datetime": start,
        "end_datetime": end,
        "all_day": all_day,
        "location": location,
    }


def _conversation(row: Found) -> dict[str, Any]:
    category, created_at, updated_at, name, message_id, sender_type, is_internal = row.details
    return {
        "id": ids.encode("conv", row.key),
        "title": row.title,
        "subject": row.title,
        "citizen_name": name,
        "category": category,
        "message_id": ids.encode("msg", message_id) if message_id else None,
        "sender_type": sender_type,
        "is_internal": bool(is_internal),
        "created_at": created_at,
        "updated_at": updated_at,
    }


def _page(row: Found) -> dict[str, Any]:
    slug, updated_at = row.details
    return {"id": ids.encode("page", row.key), "title": row.title, "slug": slug, "updated_at": updated_at}


ITEMS: dict[str, Callable[[Found], dict[str, Any]]] = {
    "publications": _publication,
    "events": _event,
    "messages": _conversation,
    "pages": _page,
}
