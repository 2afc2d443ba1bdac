"""What a calendar file says, in this app's terms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tenant_apps.events.recurrence import Recurrence
from tenant_apps.events.services.fields import Schedule


class Unreadable(Exception):
    """Why one event of a file can't be imported, in French."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an imported event repeats; `excluded` and `changed` name occurrences by their moment in UTC or their day."""

    recurrence: Recurrence
    excluded: frozenset[date] = frozenset()
    changed: Mapping[date, "Imported"] = field(default_factory=dict)

    def leaves_out(self, start: datetime) -> bool:
        return start in self.excluded or self._day(start) in self.excluded

    def change_of(self, start: datetime) -> "Imported | None":
        return self.changed.get(start) or self.changed.get(self._day(start))

    def _day(self, start: datetime) -> date:
        return start.astimezone(self.recurrence.zone).date()


@dataclass(frozen=True, slots=True)
class Imported:
    """One event of a file: `values` are the columns that the file says something about."""

    uid: str
    values: Mapping[str, Any]
    schedule: Schedule
    repeats: Repeats | None = None
    instance: date | None = None
    is_cancelled: bool = False

    @property
    def title(self) -> str:
        title: str = self.values["title"]
        return title


@dataclass(frozen=True, slots=True)
class Skipped:
    """One event of a file that is left out, and why."""

    uid: str
    title: str
    reason: str
