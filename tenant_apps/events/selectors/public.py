"""Events as the public site shows them: public ones alone, in the order of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.utils.text import slugify

from tenant_apps.events.models import Event
from tenant_apps.events.selectors.feeds import ENTRIES, FeedEntry, as_feed_entry
from tenant_apps.events.selectors.statements import fetch

SLUG_LENGTH = 80
COLUMNS = """
e.id, e.title, e.description, e.category, e.start_at, e.end_at, e.all_day, e.first_day, e.last_day,
e.location_name, e.location_address, e.series_id IS NOT NULL, e.updated_at
"""
# A year for the longest event, so that the index on start_at narrows the search.
TO_COME = "e.is_public AND e.end_at > now() AND e.start_at > now() - interval '368 days'"
UPCOMING = f"""
SELECT {COLUMNS}, count(*) OVER () FROM events_event e
WHERE {TO_COME} AND (%(category)s = '' OR e.category = %(category)s)
ORDER BY e.start_at, e.id LIMIT %(limit)s OFFSET %(offset)s
"""  # noqa: S608 - constants of this app
HOME = f"""
(SELECT {COLUMNS} FROM events_event e WHERE {TO_COME} ORDER BY e.start_at, e.id LIMIT %(limit)s)
UNION
(SELECT {COLUMNS} FROM events_event e WHERE {TO_COME} AND e.category = 'conseil' ORDER BY e.start_at, e.id LIMIT 1)
ORDER BY 5, 1
"""  # noqa: S608 - constants of this app
PERIOD = f"""
SELECT {COLUMNS} FROM events_event e
WHERE e.is_public AND e.first_day <= %(last)s AND e.last_day >= %(first)s
  AND e.start_at >= %(first)s::date - 368 AND e.start_at < %(last)s::date + 2
ORDER BY e.all_day DESC, e.start_at, e.id
"""  # noqa: S608 - constants of this app
ONE = f"SELECT {COLUMNS} FROM events_event e WHERE e.id = %(id)s AND e.is_public"  # noqa: S608 - constants of this app


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event that everybody may know of."""

    id: int
    title: str
    description: str
    category: str
    start_at: datetime
    end_at: datetime
    all_day: bool
    first_day: date
    last_day: date
    location_name: str
    location_address: str
    is_recurring: bool
    updated_at: datetime

    @property
    def slug(self) -> str:
        return slug_of(self.title)

    @property
    def url(self) -> str:
        return address_of(self.id, self.title)

    @property
    def category_label(self) -> str:
        return str(_categories().get(self.category, self.category))

    @property
    def is_council(self) -> bool:
        return self.category == Event.Category.CONSEIL

    @property
    def lasts_days(self) -> bool:
        return self.first_day != self.last_day


def upcoming(*, category: str = "", limit: int, offset: int = 0) -> tuple[int, list[PublicEvent]]:
    """How many public events are still to end and one page of them."""
    rows = fetch(UPCOMING, {"category": category, "limit": limit, "offset": offset})
    return (rows[0][-1] if rows else 0), [PublicEvent(*row[:-1]) for row in rows]


def upcoming_with_council(*, limit: int) -> tuple[list[PublicEvent], PublicEvent | None]:
    """The next public events and the next council meeting, however far, in one statement."""
    events = [PublicEvent(*row) for row in fetch(HOME, {"limit": limit})]
    return events[:limit], next(filter(lambda event: event.is_council, events), None)


def events_of(*, first: date, last: date) -> list[PublicEvent]:
    """Public events of which some day is in the period."""
    return [PublicEvent(*row) for row in fetch(PERIOD, {"first": first, "last": last})]


def public_event(*, event_id: int) -> PublicEvent | None:
    """One public event, None for any other."""
    rows = fetch(ONE, {"id": event_id})
    return PublicEvent(*rows[0]) if rows else None


def public_feed_entry(*, event_id: int) -> FeedEntry | None:
    """The same as calendar files hold it."""
    rows = fetch(ENTRIES.format(where="e.id = %(id)s AND e.is_public"), {"id": event_id})
    return as_feed_entry(list(rows[0])) if rows else None


def address_of(number: int, title: str) -> str:
    """Where an event stands on the site."""
    return f"/agenda/{number}-{slug_of(title)}/"


def slug_of(title: str) -> str:
    return slugify(title)[:SLUG_LENGTH].strip("-") or "evenement"


def days_between(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@lru_cache(maxsize=1)
def _categories() -> dict[str, Any]:
    return dict(Event.Category.choices)


def categories() -> dict[str, str]:
    """Category → French name, in the order of the model."""
    return {value: str(label) for value, label in _categories().items()}
