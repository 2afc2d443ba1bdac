"""What may be written of an event, checked and in the form it is stored in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self, TypedDict

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from core import texts
from core.api.errors import ValidationFailed
from tenant_apps.events.days import days_of
from tenant_apps.events.models import Details, Event, Series

LONGEST = timedelta(days=366)
PLAIN = ("category", "priority", "color", "is_public")
DETAILS = tuple(field.name for field in Details._meta.local_fields)


class Location(TypedDict, total=False):
    """Where; a part that is missing is empty."""

    name: str
    address: str


class EventFields(TypedDict, total=False):
    """What may be written of an event; a key that is not there is left as it is."""

    title: str
    description: str
    category: str
    priority: str
    color: str
    location: Location | None
    notes: str
    is_public: bool
    reminders: list[int]
    start_at: datetime
    end_at: datetime
    all_day: bool
    attendee_ids: list[int]
    is_recurring: bool
    recurring_pattern: str | None
    recurrence_end: date | None
    recurrence_count: int | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """From when to when, and whether the hours count."""

    start: datetime
    end: datetime
    all_day: bool = False

    @classmethod
    def of(cls, event: Event) -> Self:
        return cls(event.start_at, event.end_at, event.all_day)

    def changed(self, fields: EventFields) -> "Schedule":
        """With what was sent; raises ValidationFailed when it ends before it starts or lasts for more than a year."""
        start, end = fields.get("start_at", self.start), fields.get("end_at", self.end)
        return Schedule(start, end, fields.get("all_day", self.all_day)).checked()

    def checked(self) -> "Schedule":
        if self.end < self.start:
            raise ValidationFailed({"end_datetime": [_("La fin doit suivre le début.")]})
        if self.end - self.start > LONGEST:
            raise ValidationFailed({"end_datetime": [_("Un événement dure au plus un an.")]})
        return self

    def apply(self, event: Event) -> None:
        """Put the event there, on the days it covers at the mairie."""
        event.start_at, event.end_at, event.all_day = self.start, self.end, self.all_day
        event.first_day, event.last_day = days_of(start=self.start, end=self.end, all_day=self.all_day)


@dataclass(frozen=True, slots=True)
class Repetition:
    """How an event repeats, as people say it."""

    pattern: str
    ends_on: date | None = None
    count: int | None = None

    @classmethod
    def of_fields(cls, fields: EventFields) -> Self | None:
        """None for an event that does not repeat; raises ValidationFailed."""
        pattern = fields.get("recurring_pattern")
        if not fields.get("is_recurring", pattern is not None):
            return None
        if pattern is None:
            raise ValidationFailed({"recurring_pattern": [_("Un événement récurrent a besoin d'un rythme.")]})
        return cls(pattern, fields.get("recurrence_end"), fields.get("recurrence_count")).checked()

    def changed(self, fields: EventFields) -> Self:
        """With what was sent; one kind of end replaces the other."""
        ends_on, count = fields.get("recurrence_end", self.ends_on), fields.get("recurrence_count", self.count)
        if ends_on is not None and count is not None:
            ends_on = ends_on if fields.get("recurrence_end") else None
            count = count if fields.get("recurrence_count") else None
        return type(self)(fields.get("recurring_pattern") or self.pattern, ends_on, count).checked()

    def checked(self) -> Self:
        if self.ends_on is not None and self.count is not None:
            raise ValidationFailed({"recurrence_count": [_("Donnez une date de fin ou un nombre, pas les deux.")]})
        return self


def details_of(source: Event | Series) -> dict[str, Any]:
    """What is said of an event, or of the next occurrences of a series."""
    return {name: getattr(source, name) for name in DETAILS}


def detail_values(fields: EventFields) -> dict[str, Any]:
    """Columns for what was sent, but for the schedule; raises ValidationFailed."""
    values: dict[str, Any] = {name: value for name, value in fields.items() if name in PLAIN}
    if "title" in fields:
        values["title"] = texts.shown_line(fields["title"], field="title")
    if "description" in fields:
        values["description"] = texts.clean_text(fields["description"])
    if "notes" in fields:
        values["notes"] = texts.clean_text(fields["notes"])
    if "reminders" in fields:
        values["reminders"] = list(dict.fromkeys(fields["reminders"]))
    if "location" in fields:
        location = fields["location"] or {}
        values["location_name"] = texts.clean_line(location.get("name", ""))
        values["location_address"] = texts.clean_line(location.get("address", ""))
    return values


def check_accounts(user_ids: Iterable[int], *, invited: Collection[int] = ()) -> list[int]:
    """The same ids, each once; ValidationFailed when one who is not invited yet is no active account of the mairie."""
    wanted = list(dict.fromkeys(user_ids))
    unknown = set(wanted) - set(invited) - active_accounts(wanted)
    if unknown:
        numbers = ", ".join(map(str, sorted(unknown)))
        raise ValidationFailed({"attendees_ids": [_("Aucun compte actif ne correspond à : %s.") % numbers]})
    return wanted


def active_accounts(user_ids: Iterable[int]) -> set[int]:
    """Those of the ids that stand for an account in use."""
    accounts = get_user_model().objects.filter(id__in=list(user_ids), is_active=True, deleted_at__isnull=True)
    return set(accounts.values_list("id", flat=True))
