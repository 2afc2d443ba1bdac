"""Which days of the mairie an event belongs to."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.tenancy.clock import local_zone


def zone_of(*, start: datetime, all_day: bool) -> ZoneInfo:
    """The zone an event's times are read in.

    Clients write all-day events either from local midnight or from midnight UTC, meaning the bare date; no commune of
    France lives at UTC, so the two can be told apart.
    """
    is_bare_date = all_day and start.astimezone(UTC).time() == time.min
    return ZoneInfo("UTC") if is_bare_date else local_zone()


def days_of(*, start: datetime, end: datetime, all_day: bool) -> tuple[date, date]:
    """First and last day; one that ends at midnight does not belong to the day that begins then."""
    zone = zone_of(start=start, all_day=all_day)
    first, last = start.astimezone(zone), end.astimezone(zone)
    if last > first and last.time() == time.min:
        last -= timedelta(days=1)
    return first.date(), max(first.date(), last.date())
