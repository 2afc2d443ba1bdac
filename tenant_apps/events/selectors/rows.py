"""Events as plain values: one joined statement, then dictionaries in the contract's shape.

The columns of accounts are read through this app's foreign keys.
"""

from functools import lru_cache
from typing import Any, NamedTuple

import orjson
from django.contrib.auth import get_user_model

from core.api import ids
from tenant_apps.events.selectors.visibility import Reader

COLUMNS = """
e.id, e.title, e.description, e.category, e.priority, e.color, e.start_at, e.end_at, e.all_day,
e.location_name, e.location_address, e.reminders, e.notes, e.is_public, e.created_at, e.updated_at,
e.series_id, s.pattern, s.rule, s.ends_on, s.count, u.id, u.first_name, u.last_name,
(SELECT json_agg(json_build_array(p.id, p.first_name, p.last_name, p.role, p.role_status, a.status) ORDER BY a.id)
 FROM events_attendee a JOIN accounts_user p ON p.id = a.user_id WHERE a.event_id = e.id) AS attendees
"""
TABLES = """
events_event e
JOIN accounts_user u ON u.id = e.created_by_id
LEFT JOIN events_series s ON s.id = e.series_id
"""
CITIZEN = "citizen"


class Row(NamedTuple):
    """The values of COLUMNS, in their order."""

    id: int
    title: str
    description: str
    category: str
    priority: str
    color: str
    start_at: Any
    end_at: Any
    all_day: bool
    location_name: str
    location_address: str
    reminders: Any
    notes: str
    is_public: bool
    created_at: Any
    updated_at: Any
    series_id: int | None
    pattern: str | None
    rule: str | None
    ends_on: Any
    limit: int | None
    author_id: int
    author_first_name: str
    author_last_name: str
    attendees: Any


class Guest(NamedTuple):
    """One of a row's attendees."""

    id: int
    first_name: str
    last_name: str
    role: str
    role_status: str
    status: str

    @property
    def acting_role(self) -> str:
        """A role that is asked for and not approved is a citizen's."""
        return self.role if self.role_status == "active" else CITIZEN


def as_event(row: Row, reader: Reader) -> dict[str, Any]:
    """An event in the contract's shape; only those who read the whole calendar get `notes`."""
    guests = [Guest(*values) for values in _parsed(row.attendees)]
    event = {
        "id": ids.encode("evt", row.id),
        "title": row.title,
        "description": row.description,
        "category": row.category,
        "priority": row.priority,
        "color": row.color,
        "start_datetime": row.start_at,
        "end_datetime": row.end_at,
        "all_day": row.all_day,
        "location": {"name": row.location_name, "address": row.location_address},
        "attendees": _attendees(guests, reader),
        "my_status": next((guest.status for guest in guests if guest.id == reader.id), None),
        **_recurrence(row),
        "reminders": _parsed(row.reminders),
        "is_public": row.is_public,
        "created_by": {"id": row.author_id, "name": full_name(row.author_first_name, row.author_last_name)},
        "created_at": row.created_at,
        "updated_at": row.updated_at,
    }
    return {**event, "notes": row.notes} if reader.sees_all else event


def full_name(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}".strip()


def _recurrence(row: Row) -> dict[str, Any]:
    return {
        "is_recurring": row.series_id is not None,
        "recurring_pattern": row.pattern,
        "recurrence_end": row.ends_on,
        "recurrence_count": row.limit,
        "recurrence_rule": row.rule or None,
        "series_id": ids.encode("ser", row.series_id) if row.series_id else None,
    }


def _attendees(guests: list[Guest], reader: Reader) -> list[dict[str, Any]]:
    """Everybody with their answers; to a citizen only themselves and, without answers, members of the mairie."""
    if reader.sees_all:
        return [{**_guest(guest), "status": guest.status} for guest in guests]
    return [
        {**_guest(guest), "status": guest.status} if guest.id == reader.id else _guest(guest)
        for guest in guests
        if guest.id == reader.id or guest.acting_role != CITIZEN
    ]


def _guest(guest: Guest) -> dict[str, Any]:
    return {
        "id": guest.id,
        "name": full_name(guest.first_name, guest.last_name),
        "role": str(_role_labels()[guest.acting_role]),
    }


def _parsed(value: Any) -> Any:
    """A JSON column as a list, however the driver hands it over."""
    return orjson.loads(value) if isinstance(value, str) else value or []


@lru_cache(maxsize=1)
def _role_labels() -> dict[str, Any]:
    return dict(get_user_model()._meta.get_field("role").flatchoices)
