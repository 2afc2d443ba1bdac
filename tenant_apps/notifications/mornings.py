"""When digests are due: at 08:00 by the mairie's clocks, every day or every Monday."""

from datetime import datetime, time, timedelta

from core.tenancy.clock import local_zone

HOUR = time(8)
MONDAY = 0
# What is written just before a morning's digest is not planned for it, so that its job does not change while it runs;
# the digest takes it along all the same when it is there.
MARGIN = timedelta(minutes=1)


def next_morning(*, now: datetime, weekly: bool = False) -> datetime:
    """The next 08:00, of a Monday when `weekly`."""
    zone = local_zone()
    day = now.astimezone(zone).date()
    if weekly:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    moment = datetime.combine(day, HOUR, zone)
    if moment <= now + MARGIN:
        moment = datetime.combine(day + timedelta(days=7 if weekly else 1), HOUR, zone)
    return moment
