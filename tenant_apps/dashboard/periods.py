"""Days, weeks, months and years of the mairie, by its own clock."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from django.utils import timezone

from core.tenancy.clock import local_day, midnight

DAY = timedelta(days=1)
# What was begun before midnight has been committed by then.
SETTLED_AFTER = timedelta(minutes=5)
# Before any row.
BEGINNING = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + DAY * number for number in range((self.last - self.first).days + 1))

    @property
    def since(self) -> datetime:
        """The moment it begins."""
        return midnight(self.first)

    @property
    def until(self) -> datetime:
        """The moment after it has ended."""
        return midnight(self.last + DAY)

    @classmethod
    def week_of(cls, day: date) -> Self:
        """Monday to Sunday."""
        monday = day - DAY * day.weekday()
        return cls(monday, monday + DAY * 6)

    @classmethod
    def month_of(cls, day: date) -> Self:
        return cls(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))

    @classmethod
    def year_of(cls, day: date) -> Self:
        return cls(date(day.year, 1, 1), date(day.year, 12, 31))


def last_day_over() -> date:
    """The latest day of which nothing new can come any more."""
    return local_day(timezone.now() - SETTLED_AFTER) - DAY


def month_so_far(day: date) -> tuple[Period, Period]:
    """The month up to the day, and the same days of the month before, as many of them as it has."""
    this = Period(day.replace(day=1), day)
    before = Period.month_of(this.first - DAY)
    return this, Period(before.first, min(before.last, before.first + DAY * (day.day - 1)))
