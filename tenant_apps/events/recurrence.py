"""When what happens again happens: in local time, whatever clocks do; values in, values out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

STEPS = {"daily": "days", "weekly": "weeks", "monthly": "months", "yearly": "years"}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule: a pattern, or the RRULE (without COUNT and UNTIL) of an imported series.

    A month without the day takes its last one: the 31st of January is followed by the 28th or 29th of February and the
    31st of March. An imported rule leaves such months out, as iCalendar has it.
    """

    pattern: str
    anchor: datetime
    zone: ZoneInfo
    rule: str = ""
    anchor_position: int = 0
    ends_on: date | None = None
    count: int | None = None

    def starts(self, *, first: int, until: datetime) -> Iterator[tuple[int, datetime]]:
        """(position, start in UTC) from position `first` on, for starts up to `until` and within the rule's own end."""
        for position, wall in self._walls(until):
            start = self.anchor if position == self.anchor_position else to_utc(wall, self.zone)
            if start > until or not self.has(position, wall):
                return
            if position >= first:
                yield position, start

    def has(self, position: int, wall: datetime) -> bool:
        """Whether the rule's end lets the occurrence happen that starts then by the clock on the wall."""
        if self.count is not None and position >= self.count:
            return False
        return self.ends_on is None or wall.date() <= self.ends_on

    def start_of(self, position: int) -> datetime | None:
        """When the occurrence at `position` is due, whether or not the rule's end lets it happen."""
        endless = Recurrence(self.pattern, self.anchor, self.zone, self.rule, self.anchor_position)
        far = self.anchor + timedelta(days=366 * 200)
        return next((start for _position, start in endless.starts(first=position, until=far)), None)

    def _walls(self, until: datetime) -> Iterator[tuple[int, datetime]]:
        wall = to_wall(self.anchor, self.zone)
        if self.rule:
            return enumerate(_ruled(self.rule, wall, to_wall(until, self.zone)), self.anchor_position)
        unit = STEPS[self.pattern]
        return ((self.anchor_position + n, wall + relativedelta(**{unit: n})) for n in count())  # type: ignore[arg-type]


def to_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    """What a clock on the wall shows."""
    return moment.astimezone(zone).replace(tzinfo=None, fold=0)


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime:
    """When a clock on the wall shows it: the first time of two, and an hour later when clocks leave it out."""
    return wall.replace(tzinfo=zone).astimezone(UTC)


def duration_between(start: datetime, end: datetime, zone: ZoneInfo) -> timedelta:
    """How long something lasts by the clock on the wall, which is how people mean it."""
    walls = to_wall(end, zone) - to_wall(start, zone)
    return walls if walls >= timedelta(0) else end - start


def end_after(start: datetime, duration: timedelta, zone: ZoneInfo) -> datetime:
    """When something that starts at `start` ends, by the clock on the wall; never before it starts."""
    return max(start, to_utc(to_wall(start, zone) + duration, zone))


def _ruled(rule: str, first: datetime, until: datetime) -> Iterator[datetime]:
    """The start itself, then what the rule gives after it."""
    found = rrulestr(f"{rule};UNTIL={until:%Y%m%dT%H%M%S}", dtstart=first)
    return chain([first], (wall for wall in found if wall > first))
