"""What calendar feeds hold: events of the year behind and of the time that series are made for."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import orjson

from core.api.permissions import Account, acts_for_mairie
from core.tenancy import require
from core.tenancy.clock import today
from tenant_apps.events.selectors.statements import fetch

PAST, FUTURE = timedelta(days=366), timedelta(days=732)
PUBLIC = "e.is_public"
MAYOR = "mayor"
INVITED = """EXISTS (
    SELECT FROM events_attendee v WHERE v.event_id = e.id AND v.user_id = %(reader)s AND v.status <> 'declined')"""
OWN = f"(e.created_by_id = %(reader)s OR {INVITED})"
WITHIN = "e.start_at >= %(first)s::date - 368 AND e.last_day >= %(first)s AND e.first_day <= %(last)s"
FINGERPRINT = "SELECT count(*), sum(e.id), max(e.updated_at) FROM events_event e WHERE {where}"
ENTRIES = """
SELECT e.id, e.title, e.description, e.notes, e.category, e.priority, e.start_at, e.end_at, e.all_day, e.first_day,
       e.last_day, e.location_name, e.location_address, e.reminders, e.is_public, e.created_at, e.updated_at
FROM events_event e WHERE {where} ORDER BY e.start_at, e.id
"""


# Place of the reminders among them, which the driver hands over as JSON text.
REMINDERS = 13


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An event as a calendar program is told of it."""

    id: int
    title: str
    description: str
    notes: str
    category: str
    priority: str
    start_at: datetime
    end_at: datetime
    all_day: bool
    first_day: date
    last_day: date
    location_name: str
    location_address: str
    reminders: list[int]
    is_public: bool
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FeedScope:
    """Whose feed it is: everybody's (the default) or that of one account."""

    condition: str = PUBLIC
    reader: int | None = None
    reads_notes: bool = False

    @classmethod
    def of(cls, user: Account) -> "FeedScope":
        """The mayor's is the whole calendar; the staff's what they are invited to or made; others' only the former."""
        if not acts_for_mairie(user):
            return cls(INVITED, user.id)
        return cls("true" if user.effective_role == MAYOR else OWN, user.id, reads_notes=True)


def feed_version(*, scope: FeedScope) -> str:
    """A text that changes with the feed's content, in one cheap statement."""
    [(count, numbers, latest)] = fetch(FINGERPRINT.format(where=_where(scope)), _values(scope))
    tenant = require()
    parts = (tenant.code, tenant.name, tenant.host, scope, count, numbers, latest)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def feed_entries(*, scope: FeedScope) -> list[FeedEntry]:
    """The events in the order of time."""
    return [as_feed_entry(list(row)) for row in fetch(ENTRIES.format(where=_where(scope)), _values(scope))]


def as_feed_entry(values: list[Any]) -> FeedEntry:
    """A row of ENTRIES as values."""
    values[REMINDERS] = orjson.loads(values[REMINDERS])
    return FeedEntry(*values)


def _where(scope: FeedScope) -> str:
    return f"{WITHIN} AND {scope.condition}"


def _values(scope: FeedScope) -> dict[str, Any]:
    day = today()
    return {"first": day - PAST, "last": day + FUTURE, "reader": scope.reader}
