"""Rows, bodies and files of events, made in the mairie one is in."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core.api import ids
from core.tenancy import public_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services.execution import run_due
from tenant_apps.events.days import days_of
from tenant_apps.events.models import Attendee, Event
from tests.factories import make_user

BASE = "/api/v1/events/"
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
_numbers = count(1)


def make_event(*, author: Any = None, attendees: dict[Any, str] | None = None, **fields: Any) -> Event:
    """An hour at the mairie, public and tomorrow, unless told otherwise; `attendees` maps accounts to answers."""
    number = next(_numbers)
    start = fields.pop("start_at", None) or timezone.now() + DAY
    end = fields.pop("end_at", None) or start + HOUR
    first_day, last_day = days_of(start=start, end=end, all_day=fields.get("all_day", False))
    defaults = {
        "title": f"Réunion {number}",
        "category": "reunion",
        "is_public": True,
        "created_by": author or make_user(role="mayor", first_name="Jean", last_name="Dupont"),
        "start_at": start,
        "end_at": end,
        "first_day": first_day,
        "last_day": last_day,
    }
    event = Event.objects.create(**{**defaults, **fields})
    for user, status in (attendees or {}).items():
        Attendee.objects.create(event=event, user=user, status=status)
    return event


def at(text: str) -> datetime:
    """`"2025-12-10 18:00"` → that moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def body(**fields: Any) -> dict[str, Any]:
    """The smallest body that makes an event."""
    smallest = {
        "title": "Réunion avec les associations",
        "start_datetime": "2027-03-15T14:00:00Z",
        "end_datetime": "2027-03-15T16:00:00Z",
    }
    return {**smallest, **fields}


def path(event: Event | str, *parts: str) -> str:
    """`path(event, "respond")` → its address."""
    name = event if isinstance(event, str) else evt(event)
    return BASE + "".join(f"{part}/" for part in (name, *parts))


def evt(event: Event) -> str:
    return ids.encode("evt", event.pk)


def calendar_file(*events: str, name: str = "agenda.ics") -> SimpleUploadedFile:
    """A calendar holding the given VEVENT bodies."""
    blocks = [f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ailleurs//FR", *blocks, "END:VCALENDAR", ""])
    return SimpleUploadedFile(name, text.replace("\n", "\r\n").encode(), content_type="text/calendar")


def local_starts(series_id: int, zone: Any) -> list[str]:
    """When the occurrences of a series start on the mairie's clocks."""
    starts = Event.objects.filter(series_id=series_id).order_by("start_at").values_list("start_at", flat=True)
    return [f"{start.astimezone(zone):%Y-%m-%d %H:%M}" for start in starts]


def waiting_jobs(kind: str) -> dict[str, Any]:
    """Key → due date of the calendar's work that waits, whatever mairie it is for."""
    with public_context():
        return dict(Job.objects.filter(kind=f"events.{kind}").values_list("key", "due_at"))


def run_jobs() -> Any:
    """Do what is due now, as a worker would."""
    return run_due()
