"""The properties of one event of a calendar file, whatever programs make of the standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from icalendar.cal import Component

from core import texts
from core.tenancy.clock import local_zone
from tenant_apps.events.ical.zones import zone_names


@dataclass(frozen=True, slots=True)
class Properties:
    """What the library reads; where one is allowed the first of several counts, and one without a value is none.

    `zones` are those that the file brings along. A time of another zone that nobody knows is the mairie's.
    """

    component: Component
    zones: Mapping[str, ZoneInfo]

    def has(self, name: str) -> bool:
        return name in self.component

    def all(self, name: str) -> list[Any]:
        """Every property of that name."""
        found = self.component.get(name)
        values = found if isinstance(found, list) else [] if found is None else [found]
        return [value for value in values if not isinstance(value, str) or value.strip()]

    def first(self, name: str) -> Any:
        return next(iter(self.all(name)), None)

    def line(self, name: str, length: int) -> str:
        return texts.clean_line(str(self.first(name) or ""))[:length].strip()

    def text(self, name: str, length: int) -> str:
        return texts.clean_text(str(self.first(name) or ""))[:length]

    def parameter(self, name: str, parameter: str) -> str:
        """What one of the property's parameters says, "" when nothing does."""
        return str(getattr(self.first(name), "params", {}).get(parameter, ""))

    def when(self, name: str) -> date | None:
        """A day, or a moment in its zone."""
        value = self.first(name)
        return None if value is None else self._placed(value.dt, value.params)

    def periods(self, name: str) -> Iterator[tuple[date, Any]]:
        """Every date of a list, with where it ends or how long it lasts when the list says so."""
        for dates in self.all(name):
            for item in dates.dts:
                start, end = item.dt if isinstance(item.dt, tuple) else (item.dt, None)
                end = self._placed(end, dates.params) if isinstance(end, date) else end
                yield self._placed(start, dates.params), end

    def zone(self) -> ZoneInfo:
        """The zone whose clocks the event follows."""
        zone = getattr(self.when("DTSTART"), "tzinfo", None)
        return ZoneInfo(zone.key) if isinstance(zone, ZoneInfo) and zone.key in zone_names() else local_zone()

    def _placed(self, value: date, params: Mapping[str, Any]) -> date:
        if not isinstance(value, datetime) or value.tzinfo:
            return value
        return value.replace(tzinfo=self.zones.get(str(params.get("TZID", ""))) or local_zone())


def moment(value: date) -> datetime:
    """In UTC; a day begins at local midnight."""
    if not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, tzinfo=local_zone())
    return value.astimezone(UTC)


def day(value: date) -> date:
    """The day alone, as the file writes it."""
    return value.date() if isinstance(value, datetime) else value
