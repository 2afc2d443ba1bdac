"""What a calendar file says, in this app's terms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from time import monotonic
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.events.recurrence import Recurrence, duration_between, end_after, to_utc, to_wall
from tenant_apps.events.services.fields import Schedule

T = TypeVar("T")


class Unreadable(Exception):
    """Why one event of a file can't be imported, in French."""


@dataclass(frozen=True, slots=True)
class Named:
    """Occurrences by name, which is their moment in UTC or their day: those left out, and those changed.

    `onward` are changes of an occurrence and all that follow it, in their order.
    """

    zone: ZoneInfo
    excluded: frozenset[date] = frozenset()
    changed: Mapping[date, "Imported"] = field(default_factory=dict)
    onward: tuple["Imported", ...] = ()

    def leaves_out(self, start: datetime) -> bool:
        return start in self.excluded or self.day_of(start) in self.excluded

    def change_of(self, start: datetime) -> "Imported | None":
        return self.changed.get(start) or self.changed.get(self.day_of(start))

    def onward_of(self, start: datetime) -> "Imported | None":
        """The change that has held since an earlier occurrence, moved along by the clock on the wall."""
        begun = [change for change in self.onward if self._is_due(change.instance or start, start)]
        return replace(begun[-1], schedule=self._moved(begun[-1], start)) if begun else None

    def day_of(self, name: date) -> date:
        return name.astimezone(self.zone).date() if isinstance(name, datetime) else name

    def _is_due(self, name: date, start: datetime) -> bool:
        return name <= start if isinstance(name, datetime) else name <= self.day_of(start)

    def _moved(self, change: "Imported", start: datetime) -> Schedule:
        name, given, wall = change.instance, change.schedule, to_wall(start, self.zone)
        first = datetime.combine(self.day_of(name or start), wall.time())
        if isinstance(name, datetime):
            first = to_wall(name, self.zone)
        begins = to_utc(wall + (to_wall(given.start, self.zone) - first), self.zone)
        length = duration_between(given.start, given.end, self.zone)
        return Schedule(begins, end_after(begins, length, self.zone), given.all_day)


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an imported event repeats, and which of its occurrences the file speaks of."""

    recurrence: Recurrence
    named: Named


@dataclass(frozen=True, slots=True)
class Imported:
    """One event of a file: `values` are the columns that the file says something about.

    `instance` names the occurrence of a series that it changes, with `is_onward` together with all that follow it;
    `excluded` and `added` are dates of the whole series.
    """

    uid: str
    values: Mapping[str, Any]
    schedule: Schedule
    repeats: Repeats | None = None
    instance: date | None = None
    is_onward: bool = False
    is_cancelled: bool = False
    excluded: frozenset[date] = frozenset()
    added: tuple[Schedule, ...] = ()

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


def in_time(items: Iterable[T], *, deadline: float) -> Iterator[T]:
    """The same items, each of which may take some time; ValidationFailed once the `deadline` has passed."""
    for item in items:
        if monotonic() > deadline:
            raise ValidationFailed({"file": [_("Les règles de répétition de ce fichier sont trop complexes.")]})
        yield item
