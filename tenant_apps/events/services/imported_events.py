"""Write imported events that happen once, and what a file says of any event."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from tenant_apps.dashboard.services import Actor
from tenant_apps.events.ical.values import Imported
from tenant_apps.events.models import Event
from tenant_apps.events.services import reminders
from tenant_apps.events.services.fields import Schedule
from tenant_apps.events.services.occurrences import write_events


def write_singles(
    *, items: Sequence[Imported], actor: Actor, defaults: Mapping[str, bool], now: datetime
) -> dict[str, int]:
    """Make the events, or bring them up to date; gives uid → event. As many statements for a thousand as for one."""
    rows = Event.objects.defer("search").filter(uid__in=[item.uid for item in items])
    events = {event.uid: event for event in rows.order_by("id").select_for_update(no_key=True)}
    changed = []
    for item in items:
        new = Event(uid=item.uid, created_by_id=actor.id, created_at=now, **defaults)
        event = events.setdefault(item.uid, new)
        if fill_in(event, values=item.values, schedule=item.schedule, now=now):
            changed.append(event)
    write_events(changed)
    reminders.plan_events(events=[event for event in changed if event.series_id is None])
    reminders.plan_series(series_ids=sorted({event.series_id for event in changed if event.series_id}))
    return {uid: event.pk for uid, event in events.items() if uid}


def fill_in(event: Event, *, values: Mapping[str, Any], schedule: Schedule, now: datetime) -> bool:
    """Let the event say what the file says; gives whether anything is new."""
    moved = event.pk is None or Schedule.of(event) != schedule
    changed = {name: value for name, value in values.items() if getattr(event, name) != value}
    if not (moved or changed):
        return False
    for name, value in changed.items():
        setattr(event, name, value)
    schedule.apply(event)
    event.updated_at = now
    reminders.set_reminder(event, now=now, moved=moved)
    return True
