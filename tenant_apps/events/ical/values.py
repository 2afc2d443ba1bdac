"""What a calendar file says, in this app's terms."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.events.recurrence import Recurrence
from tenant_apps.events.services.fields import Schedule

T = TypeVar("T")


class Unreadable(Exception):
    """Why one event of a file can't be imported, in French."""


@dataclass(frozen=True, slots=True)
class Named:
    """Occurrences by name, which is their moment in UTC or their day: those left out, and those changed."""

    zone: ZoneInfo
    excluded: frozenset[date] = frozenset()
    changed: Mapping[date, "Imported"] = field(default_factory=dict)

    def leaves_out(self, start: datetime) -> bool:
        return start in self.excluded or self._day(start) in self.excluded

    def change_of(self, start: datetime) -> "Imported | None":
        return self.changed.get(start) or self.changed.get(self._day(start))

    def _day(self, start: datetime) -> date:
        return start.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Repeats:
    """How an imported event repeats, and which of its occurrences the file speaks of."""

    recurrence: Recurrence
    named: Named


@dataclass(frozen=True, slots=True)
class Imported:
    """One event of a file: `values` are the columns that the file says something about.

    `instance` names the occurrence of a series that it changes; `excluded` and `added` are dates of the whole series.
    """

    uid: str
    values: Mapping[str, Any]
    schedule: Schedule
    repeats: Repeats | None = None
    instance: date | None = None
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
