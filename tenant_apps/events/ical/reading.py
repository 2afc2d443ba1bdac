"""A calendar file → values, event by event; what can't be read is said, and does not keep the others out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain, groupby
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event as Component
from icalendar import vRecur
from icalendar.error import BrokenCalendarProperty

from core.api.errors import ValidationFailed
from core.tenancy.clock import local_zone
from tenant_apps.events.ical.decoding import decode
from tenant_apps.events.ical.identity import added_uid, short_uid
from tenant_apps.events.ical.parsing import parse
from tenant_apps.events.ical.properties import Properties, day, moment
from tenant_apps.events.ical.rules import recurrence_of
from tenant_apps.events.ical.values import Imported, Named, Repeats, Skipped, Unreadable, in_time
from tenant_apps.events.ical.zones import take_zones
from tenant_apps.events.models import Details
from tenant_apps.events.recurrence import Recurrence
from tenant_apps.events.services.fields import LONGEST, Schedule

MAX_TITLE, MAX_PLACE, MAX_ADDRESS, MAX_TEXT = 200, 200, 300, 10_000
# What is kept of a name that is longer than ours is for short_uid to say.
MAX_UID = 10_000
MAX_REMINDERS, LONGEST_REMINDER = 10, 40_320
YEARS = range(1970, 2201)
# Highest value of PRIORITY (RFC 5545: 1 is the highest, 9 the lowest) for each of ours.
PRIORITIES = ((0, None), (1, "urgent"), (4, "high"), (5, "medium"), (9, "low"))


def read_calendar(content: bytes, *, deadline: float) -> list[Imported | Skipped]:
    """The events of a file: each series once with its changed occurrences, and dates added to one as events.

    Raises ValidationFailed when it is no calendar, or can't be read by the `deadline`.
    """
    text, zones = take_zones(decode(content))
    components = [(Properties(component, zones), withdrawn) for component, withdrawn in _components(text)]
    found = [_read(event, withdrawn=withdrawn) for event, withdrawn in in_time(components, deadline=deadline)]
    skipped = [item for item in found if isinstance(item, Skipped)]
    by_uid = sorted((item for item in found if isinstance(item, Imported)), key=lambda item: item.uid)
    joined = (_joined(list(same)) for _uid, same in groupby(by_uid, key=lambda item: item.uid))
    return [*chain.from_iterable(joined), *skipped]


def _components(text: str) -> Iterator[tuple[Component, bool]]:
    """Each event, and whether the file as a whole takes back what it holds."""
    try:
        calendars = parse(text)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError):
        calendars = []
    if not any(calendar.name == "VCALENDAR" for calendar in calendars):
        raise ValidationFailed({"file": [_("Ce fichier n'est pas un agenda au format iCalendar (.ics).")]})
    for calendar in calendars:
        withdrawn = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        yield from ((part, withdrawn) for part in calendar.walk("VEVENT") if isinstance(part, Component))


def _read(event: Properties, *, withdrawn: bool) -> Imported | Skipped:
    title = event.line("SUMMARY", MAX_TITLE) or _("(Sans titre)")
    uid = short_uid(event.line("UID", MAX_UID))
    try:
        schedule = _schedule(event)
        return Imported(
            uid=uid or _made_up_uid(title, schedule),
            values={"title": title, **_values(event, schedule)},
            schedule=schedule,
            repeats=_repeats(event, schedule),
            instance=_instance(event),
            is_onward=event.parameter("RECURRENCE-ID", "RANGE").upper() == "THISANDFUTURE",
            is_cancelled=withdrawn or event.line("STATUS", 20).upper() == "CANCELLED",
            added=tuple(_added(event, schedule)),
            excluded=frozenset(_name(start) for start, _end in event.periods("EXDATE")),
        )
    except Unreadable as error:
        return Skipped(uid, title, str(error))
    except (BrokenCalendarProperty, ValueError, TypeError, AttributeError, OverflowError):
        return Skipped(uid, title, _("Cet événement est illisible."))


def _joined(same: list[Imported]) -> Iterable[Imported | Skipped]:
    """Events of one name are a series and its changed occurrences; the last of several equal ones counts."""
    wholes = [item for item in same if item.instance is None]
    if not wholes:
        return [Skipped(same[0].uid, same[0].title, _("La série de cette occurrence n'est pas dans le fichier."))]
    whole = wholes[-1]
    if whole.is_cancelled:
        return [Skipped(whole.uid, whole.title, _("Cet événement est annulé."))]
    recurrence = whole.repeats.recurrence if whole.repeats else None
    alone = {item.instance: item for item in same if item.instance is not None and not item.is_onward}
    gone = whole.excluded | {instance for instance, item in alone.items() if item.is_cancelled}
    changed = {instance: item for instance, item in alone.items() if instance not in gone}
    named = Named(recurrence.zone if recurrence else local_zone(), gone, changed)
    if recurrence:
        whole = replace(whole, repeats=_going_on(recurrence, named, [item for item in same if item.is_onward]))
    return [whole, *_added_events(whole, named)]


def _going_on(recurrence: Recurrence, named: Named, onward: list[Imported]) -> Repeats:
    """With the changes of an occurrence and all that follow it: the last for each, and what is cancelled is no more."""
    by_day = {named.day_of(item.instance): item for item in onward if item.instance is not None}
    cancelled = [begins for begins, item in by_day.items() if item.is_cancelled]
    if cancelled:
        last = min(min(cancelled) - timedelta(days=1), recurrence.ends_on or date.max)
        recurrence = replace(recurrence, count=None, ends_on=last)
    kept = tuple(by_day[begins] for begins in sorted(by_day) if begins not in cancelled)
    return Repeats(recurrence, replace(named, onward=kept))


def _added_events(whole: Imported, named: Named) -> Iterator[Imported]:
    """Dates outside the rule, each an event of its own: no rule says when they are, nor moves with them."""
    for schedule in dict.fromkeys(whole.added):
        start = schedule.start
        if start != whole.schedule.start and not named.leaves_out(start):
            said = named.change_of(start) or replace(whole, schedule=schedule)
            yield Imported(added_uid(whole.uid, start), {**whole.values, **said.values}, said.schedule)


def _schedule(event: Properties) -> Schedule:
    start, end = event.when("DTSTART"), event.when("DTEND")
    if start is None:
        raise Unreadable(_("La date de début manque."))
    if event.line("X-MICROSOFT-CDO-ALLDAYEVENT", 5).upper() == "TRUE":
        start = day(start)
    if end is None:
        given = event.first("DURATION")
        return _lasting(start, given.dt if given is not None else None)
    return _until(start, end)


def _lasting(start: date, length: timedelta | None) -> Schedule:
    """Without a length a day lasts until the next one, and a moment is one."""
    if isinstance(start, datetime):
        return _checked(Schedule(moment(start), moment(start) + (length or timedelta(0))))
    return _until(start, start + (timedelta(days=1) if length is None else length))


def _until(start: date, end: date) -> Schedule:
    all_day = not isinstance(start, datetime)
    return _checked(Schedule(moment(start), moment(day(end) if all_day else end), all_day))


def _checked(schedule: Schedule) -> Schedule:
    if schedule.start.year not in YEARS or schedule.end.year not in YEARS:
        raise Unreadable(_("La date est hors des limites acceptées."))
    if schedule.end < schedule.start or schedule.end - schedule.start > LONGEST:
        raise Unreadable(_("La fin doit suivre le début, d'un an au plus."))
    return schedule


def _added(event: Properties, schedule: Schedule) -> Iterator[Schedule]:
    """The dates of RDATE, as long as the event itself unless the file says how long."""
    for start, end in event.periods("RDATE"):
        begins = day(start) if schedule.all_day else start
        length = schedule.end - schedule.start if end is None else end
        if isinstance(length, timedelta):
            yield _checked(Schedule(moment(begins), moment(begins) + length, schedule.all_day))
        else:
            yield _until(begins, length)


def _values(event: Properties, schedule: Schedule) -> dict[str, Any]:
    """Columns for the properties that are there."""
    values: dict[str, Any] = {}
    if event.has("DESCRIPTION"):
        values["description"] = event.text("DESCRIPTION", MAX_TEXT)
    if event.has("LOCATION"):
        name, _comma, address = event.line("LOCATION", MAX_PLACE + MAX_ADDRESS).partition(", ")
        values["location_name"], values["location_address"] = name[:MAX_PLACE], address[:MAX_ADDRESS]
    if event.has("CLASS"):
        values["is_public"] = event.line("CLASS", 20).upper() == "PUBLIC"
    if category := _category(event):
        values["category"] = category
    if priority := _priority(event):
        values["priority"] = priority
    if reminders := list(dict.fromkeys(_reminders(event, schedule))):
        values["reminders"] = reminders[:MAX_REMINDERS]
    return values


def _repeats(event: Properties, schedule: Schedule) -> Repeats | None:
    rules = event.all("RRULE")
    if not rules or event.has("RECURRENCE-ID"):
        return None
    if len(rules) > 1:
        raise Unreadable(_("Plusieurs règles de répétition ne sont pas prises en charge."))
    if not isinstance(rules[0], vRecur):
        raise Unreadable(_("La règle de répétition est illisible."))
    recurrence = recurrence_of(rules[0], start=schedule.start, zone=event.zone())
    return Repeats(recurrence, Named(recurrence.zone))


def _instance(event: Properties) -> date | None:
    value = event.when("RECURRENCE-ID")
    return None if value is None else _name(value)


def _name(value: date) -> date:
    """How an occurrence is called: by its moment, or by its day."""
    return moment(value) if isinstance(value, datetime) else value


def _category(event: Properties) -> str | None:
    given = (name for item in event.all("CATEGORIES") for name in getattr(item, "cats", []))
    names = {str(name).casefold() for name in given}
    known = ((choice.value, {choice.value, str(choice.label).casefold()}) for choice in Details.Category)
    return next((value for value, spellings in known if spellings & names), None)


def _priority(event: Properties) -> str | None:
    number = int(event.first("PRIORITY") or 0)
    return next((value for highest, value in PRIORITIES if number <= highest), None)


def _reminders(event: Properties, schedule: Schedule) -> Iterator[int]:
    """Minutes before the start, of alarms that are relative to it or to the end."""
    for alarm in event.component.walk("VALARM"):
        trigger = alarm.get("TRIGGER")
        before = getattr(trigger, "dt", None)
        if not isinstance(before, timedelta):
            continue
        if str(trigger.params.get("RELATED", "")).upper() == "END":
            before += schedule.end - schedule.start
        minutes = -before.total_seconds() / 60
        if 0 <= minutes <= LONGEST_REMINDER:
            yield int(minutes)


def _made_up_uid(title: str, schedule: Schedule) -> str:
    """A name for an event that has none: the same whenever the file is read."""
    text = f"{title}\n{schedule.start.isoformat()}\n{schedule.end.isoformat()}"
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@imported"
