"""The search of the public site: what everybody may read, in one order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from core.search import Found, find_mixed
from core.texts import clean_line
from tenant_apps.events.selectors.search import search_source as events_source
from tenant_apps.events.selectors.visibility import Reader as EventReader
from tenant_apps.publications.selectors.search import search_source as publications_source
from tenant_apps.publications.selectors.visibility import Reader as PublicationReader
from tenant_apps.search.selectors.passages import passages
from tenant_apps.website.selectors.search import search_source as pages_source

SHORTEST, LONGEST = 2, 200
# The place in `details` of the moment that a reader is told.
MOMENT = {"publications": 2, "events": 0, "pages": 1}


@dataclass(frozen=True, slots=True)
class PublicHit:
    """One row: `kind` is publications, events or pages; `type` is a publication's, `slug` a page's."""

    kind: str
    id: int
    title: str
    highlighted_title: SafeString
    excerpt: str
    highlight: SafeString
    moment: datetime
    type: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class PublicResults:
    """One page of hits; `is_similar` when no row has the words and these only have names that look like them."""

    query: str
    total: int
    hits: Sequence[PublicHit]
    is_similar: bool = False


def search_public(*, query: str, page: int = 1, limit: int = 10) -> PublicResults:
    """The hits of a page, best first, at most three statements; nothing for a query that is too short or too long."""
    text = clean_line(query)
    if not SHORTEST <= len(text) <= LONGEST:
        return PublicResults(query=text, total=0, hits=[])
    sources = [
        publications_source(reader=PublicationReader()),
        events_source(reader=EventReader()),
        pages_source(sees_all=False),
    ]
    results = find_mixed(sources=sources, text=text, limit=limit, offset=(page - 1) * limit)
    hits = [
        PublicHit(
            kind=row.kind,
            id=row.key,
            title=row.title,
            highlighted_title=passage.title,
            excerpt=passage.excerpt,
            highlight=passage.html,
            moment=datetime.fromisoformat(row.details[MOMENT[row.kind]]),
            **_own(row),
        )
        for row, passage in zip(results.rows, passages(results=results, text=text), strict=True)
    ]
    return PublicResults(query=text, total=results.total, hits=hits, is_similar=results.is_similar)


def _own(row: Found) -> dict[str, Any]:
    if row.kind == "publications":
        return {"type": row.details[0]}
    return {"slug": row.details[0]} if row.kind == "pages" else {}
