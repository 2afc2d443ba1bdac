"""The calendar as the mairie takes it away: read in chunks, however many events there are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from tenant_apps.events.models import Attendee, Event

CHUNK = 1_000
# No event is longer than a year; the bound lets the index on start_at narrow the search.
LONGEST = timedelta(days=368)


class EventLine(NamedTuple):
    """One event, or one occurrence, with labels in place of codes; all-day ones have days instead of moments."""

    id: int
    title: str
    description: str
    category: str
    priority: str
    starts: date
    ends: date
    all_day: bool
    location_name: str
    location_address: str
    is_public: bool
    is_recurring: bool
    attendees: int
    confirmed: int
    notes: str
    author: str
    created_at: datetime


def within(*, first: date | None, last: date | None) -> QuerySet[Event]:
    """Events shown on one of the days, the filter of the lists."""
    found = Event.objects.all()
    if first:
        earliest = datetime.combine(first - LONGEST, time.min, UTC)
        found = found.filter(last_day__gte=first, start_at__gte=earliest)
    return found.filter(first_day__lte=last) if last else found


def count_lines(*, first: date | None, last: date | None, most: int) -> int:
    """How many there are, counted up to `most`."""
    return within(first=first, last=last)[:most].count()


def event_lines(*, first: date | None, last: date | None) -> Iterator[EventLine]:
    """Every event in the order of time; to be read inside a transaction."""
    rows = within(first=first, last=last).defer("search", "reminders").order_by("start_at", "id")
    named = rows.annotate(first_name=F("created_by__first_name"), last_name=F("created_by__last_name"))
    for chunk in _chunks(named.iterator(chunk_size=CHUNK)):
        answers = _answers([event.pk for event in chunk])
        for event in chunk:
            yield _line(event, *answers.get(event.pk, (0, 0)))


def _chunks(events: Iterator[Event]) -> Iterator[list[Event]]:
    chunk: list[Event] = []
    for event in events:
        chunk.append(event)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _answers(event_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Event → how many are invited, and how many of them come."""
    rows = Attendee.objects.filter(event_id__in=event_ids).values("event_id").order_by()
    confirmed = Count("id", filter=Q(status=Attendee.Status.CONFIRMED))
    counted = rows.annotate(invited=Count("id"), confirmed=confirmed)
    values = counted.values_list("event_id", "invited", "confirmed")
    return {number: (invited, coming) for number, invited, coming in values}


def _line(event: Event, invited: int, confirmed: int) -> EventLine:
    return EventLine(
        id=event.pk,
        title=event.title,
        description=event.description,
        category=event.get_category_display(),
        priority=event.get_priority_display(),
        starts=event.first_day if event.all_day else event.start_at,
        ends=event.last_day if event.all_day else event.end_at,
        all_day=event.all_day,
        location_name=event.location_name,
        location_address=event.location_address,
        is_public=event.is_public,
        is_recurring=event.series_id is not None,
        attendees=invited,
        confirmed=confirmed,
        notes=event.notes,
        author=f"{event.first_name} {event.last_name}".strip(),  # type: ignore[attr-defined]  # annotated
        created_at=event.created_at,
    )
