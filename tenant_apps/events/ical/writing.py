"""Events → a calendar file (RFC 5545): every occurrence an event of its own, times in UTC."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar
from icalendar import Event as Component

from tenant_apps.events.ical.identity import uid_of
from tenant_apps.events.models import Event
from tenant_apps.events.selectors.feeds import FeedEntry

PRODUCT = "-//E-CMS Mairie//Agenda//FR"
REFRESH = timedelta(hours=1)
PRIORITIES = {"urgent": 1, "high": 3, "medium": 5, "low": 9}


def write_calendar(
    *, name: str, entries: Iterable[FeedEntry], personal: bool = False, with_notes: bool = False
) -> bytes:
    """The file; a personal one has the reminders and, for those who read them, the notes."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_component(entry, personal=personal, with_notes=with_notes))
    return calendar.to_ical()


def _component(entry: FeedEntry, *, personal: bool, with_notes: bool) -> Component:
    component = Component()
    component.add("uid", uid_of(entry.id))
    component.add("dtstamp", entry.updated_at.astimezone(UTC))
    component.add("created", entry.created_at.astimezone(UTC))
    component.add("last-modified", entry.updated_at.astimezone(UTC))
    component.add("sequence", _revision(entry))
    component.add("dtstart", entry.first_day if entry.all_day else entry.start_at.astimezone(UTC))
    component.add("dtend", entry.last_day + timedelta(days=1) if entry.all_day else entry.end_at.astimezone(UTC))
    component.add("summary", entry.title)
    for field, text in (("description", _description(entry, with_notes=with_notes)), ("location", _location(entry))):
        if text:
            component.add(field, text)
    component.add("categories", [str(Event.Category(entry.category).label)])
    component.add("priority", PRIORITIES[entry.priority])
    component.add("class", "PUBLIC" if entry.is_public else "PRIVATE")
    component.add("status", "CONFIRMED")
    for minutes in entry.reminders if personal else []:
        component.add_component(_alarm(entry.title, minutes))
    return component


def _revision(entry: FeedEntry) -> int:
    """A number that grows with each change: programs that import a file keep what they have unless it does."""
    return max(0, int((entry.updated_at - entry.created_at).total_seconds()))


def _alarm(title: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm


def _description(entry: FeedEntry, *, with_notes: bool) -> str:
    return "\n\n".join(filter(None, [entry.description, entry.notes if with_notes else ""]))


def _location(entry: FeedEntry) -> str:
    return ", ".join(filter(None, [entry.location_name, entry.location_address]))
