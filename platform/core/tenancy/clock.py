"""Days and moments by the clocks of the mairie one is in."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from core.tenancy.context import require


def local_zone() -> ZoneInfo:
    return ZoneInfo(require().timezone)


def local_day(moment: datetime) -> date:
    return moment.astimezone(local_zone()).date()


def today() -> date:
    return local_day(timezone.now())


def midnight(day: date) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time.min, local_zone())
