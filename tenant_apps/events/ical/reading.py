"""A calendar file → values, event by event; what can't be read is said, and does not keep the others out."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _
from icalendar import Calendar, vRecur
from icalendar import Event as Component
from icalendar.error import BrokenCalendarProperty

from core import texts
from core.api.errors import ValidationFailed
from core.tenancy.clock import local_zone
from tenant_apps.events.ical.rules import recurrence_of
from tenant_apps.events.ical.values import Imported, Repeats, Skipped, Unreadable
from tenant_apps.events.models import Details
from tenant_apps.events.services.fields import LONGEST, Schedule

MAX_EVENTS = 5_000
MAX_UID, MAX_TITLE, MAX_PLACE, MAX_ADDRESS, MAX_TEXT = 255, 200, 200, 300, 10_000
MAX_REMINDERS, LONGEST_REMINDER = 10, 40_320
YEARS = range(1970, 2201)
# Highest value of PRIORITY (RFC 5545: 1 is the highest, 9 the lowest) for each of ours.
PRIORITIES = ((0, None), (1, "urgent"), (4, "high"), (5, "medium"), (9, "low"))


def read_calendar(content: bytes) -> list[Imported | Skipped]:
    """The events of a file, each series once with its changed occurrences; ValidationFailed when it is no calendar."""
    components = list(_components(content))
    if len(components) > MAX_EVENTS:
        text = _("Ce fichier contient plus de %(count)d événements.") % {"count": MAX_EVENTS}
        raise ValidationFailed({"file": [text]})
    found = [_read(component) for component in components]
    skipped = [item for item in found if isinstance(item, Skipped)]
    by_uid = sorted((item for item in found if isinstance(item, Imported)), key=lambda item: item.uid)
    return [*(_joined(list(same)) for _uid, same in groupby(by_uid, key=lambda item: item.uid)), *skipped]


def _components(content: bytes) -> Iterator[Component]:
    try:
        calendars = Calendar.from_ical(content, multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        calendars = []
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise ValidationFailed({"file": [_("Ce fichier n'est pas un agenda au format iCalendar (.ics).")]})
    for calendar in calendars:
        yield from (part for part in calendar.walk("VEVENT") if isinstance(part, Component))


def _read(component: Component) -> Imported | Skipped:
    title = _line(component, "SUMMARY", MAX_TITLE) or _("(Sans titre)")
    uid = _line(component, "UID", MAX_UID)
    try:
        schedule = _schedule(component)
        return Imported(
            uid=uid or _made_up_uid(title, schedule),
            values={"title": title, **_values(component)},
            schedule=schedule,
            repeats=_repeats(component, schedule),
            instance=_instance(component),
            is_cancelled=_line(component, "STATUS", 20).upper() == "CANCELLED",
        )
    except Unreadable as error:
        return Skipped(uid, title, str(error))
    except (BrokenCalendarProperty, ValueError, TypeError, AttributeError, OverflowError):
        return Skipped(uid, title, _("Cet événement est illisible."))


def _joined(same: list[Imported]) -> Imported | Skipped:
    """Events of one name are a series and its changed occurrences; the last of several equal ones counts."""
    wholes = [item for item in same if item.instance is None]
    if not wholes:
        return Skipped(same[0].uid, same[0].title, _("La série de cette occurrence n'est pas dans le fichier."))
    whole = wholes[-1]
    if whole.is_cancelled:
        return Skipped(whole.uid, whole.title, _("Cet événement est annulé."))
    if whole.repeats is None:
        return whole
    instances = {item.instance: item for item in same if item.instance is not None}
    gone = {instance for instance, item in instances.items() if item.is_cancelled}
    changed = {instance: item for instance, item in instances.items() if instance not in gone}
    repeats = Repeats(whole.repeats.recurrence, whole.repeats.excluded | gone, changed)
    return Imported(whole.uid, whole.values, whole.schedule, repeats)


def _schedule(component: Component) -> Schedule:
    start, end = _date(component, "DTSTART"), _date(component, "DTEND")
    if start is None:
        raise Unreadable(_("La date de début manque."))
    all_day = not isinstance(start, datetime)
    begins = _moment(start)
    if end is not None:
        ends = _moment(end)
    else:
        given = _property(component, "DURATION")
        length = given.dt if given is not None else timedelta(days=1 if all_day else 0)
        ends = _moment(start + length) if all_day else begins + length
    if begins.year not in YEARS or ends.year not in YEARS:
        raise Unreadable(_("La date est hors des limites acceptées."))
    if ends < begins or ends - begins > LONGEST:
        raise Unreadable(_("La fin doit suivre le début, d'un an au plus."))
    return Schedule(begins, ends, all_day)


def _values(component: Component) -> dict[str, Any]:
    """Columns for the properties that are there."""
    values: dict[str, Any] = {}
    if "DESCRIPTION" in component:
        values["description"] = texts.clean_text(str(component["DESCRIPTION"]))[:MAX_TEXT]
    if "LOCATION" in component:
        name, _comma, address = _line(component, "LOCATION", MAX_PLACE + MAX_ADDRESS).partition(", ")
        values["location_name"], values["location_address"] = name[:MAX_PLACE], address[:MAX_ADDRESS]
    if "CLASS" in component:
        values["is_public"] = _line(component, "CLASS", 20).upper() == "PUBLIC"
    if category := _category(component):
        values["category"] = category
    if priority := _priority(component):
        values["priority"] = priority
    if reminders := list(_reminders(component)):
        values["reminders"] = reminders[:MAX_REMINDERS]
    return values


def _repeats(component: Component, schedule: Schedule) -> Repeats | None:
    rule = _property(component, "RRULE")
    if rule is None or "RECURRENCE-ID" in component:
        return None
    if isinstance(rule, list):
        raise Unreadable(_("Plusieurs règles de répétition ne sont pas prises en charge."))
    if not isinstance(rule, vRecur):
        raise Unreadable(_("La règle de répétition est illisible."))
    recurrence = recurrence_of(rule, start=schedule.start, zone=_zone(component))
    excluded = (_name(item.dt) for dates in _properties(component, "EXDATE") for item in dates.dts)
    return Repeats(recurrence, frozenset(excluded))


def _instance(component: Component) -> date | None:
    value = _date(component, "RECURRENCE-ID")
    return None if value is None else _name(value)


def _name(value: date) -> date:
    """How an occurrence is called: by its moment, or by its day."""
    return _moment(value) if isinstance(value, datetime) else value


def _date(component: Component, name: str) -> date | None:
    value = _property(component, name)
    return None if value is None else value.dt


def _moment(value: date) -> datetime:
    """A day begins at local midnight; a time without a zone is the mairie's."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=local_zone())
    return (value if value.tzinfo else value.replace(tzinfo=local_zone())).astimezone(UTC)


def _zone(component: Component) -> ZoneInfo:
    """The zone whose clocks the rule follows: its own, or the mairie's when the file names none that is known."""
    zone = getattr(_date(component, "DTSTART"), "tzinfo", None)
    return ZoneInfo(zone.key) if isinstance(zone, ZoneInfo) and zone.key in available_timezones() else local_zone()


def _category(component: Component) -> str | None:
    given = (name for item in _properties(component, "CATEGORIES") for name in getattr(item, "cats", []))
    names = {str(name).casefold() for name in given}
    known = ((choice.value, {choice.value, str(choice.label).casefold()}) for choice in Details.Category)
    return next((value for value, spellings in known if spellings & names), None)


def _priority(component: Component) -> str | None:
    number = int(_property(component, "PRIORITY") or 0)
    return next((value for highest, value in PRIORITIES if number <= highest), None)


def _reminders(component: Component) -> Iterator[int]:
    """Minutes before the start, of alarms that are relative to it."""
    for alarm in component.walk("VALARM"):
        trigger = _property(alarm, "TRIGGER")
        before = trigger.dt if trigger is not None else None
        minutes = -before.total_seconds() / 60 if isinstance(before, timedelta) else -1
        if 0 <= minutes <= LONGEST_REMINDER:
            yield int(minutes)


def _property(component: Any, name: str) -> Any:
    """The property as the library reads it, None when there is none."""
    return component.get(name)


def _properties(component: Component, name: str) -> list[Any]:
    """Every property of that name."""
    found = _property(component, name)
    return found if isinstance(found, list) else [] if found is None else [found]


def _line(component: Component, name: str, length: int) -> str:
    return texts.clean_line(str(component.get(name, "")))[:length].strip()


def _made_up_uid(title: str, schedule: Schedule) -> str:
    """A name for an event that has none: the same whenever the file is read."""
    text = f"{title}\n{schedule.start.isoformat()}\n{schedule.end.isoformat()}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@imported"
