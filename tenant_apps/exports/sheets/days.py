"""Days and moments as they are read in France, in the mairie's time zone."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.tenancy import require


def zone() -> ZoneInfo:
    """The clocks of the mairie one is in."""
    return ZoneInfo(require().timezone)


def midnight(day: date) -> datetime:
    """When the day begins at the mairie."""
    return datetime.combine(day, time.min, zone())


def span(*, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """From the first moment of the first day up to, not including, the first moment after the last one."""
    return (midnight(first) if first else None, midnight(last + timedelta(days=1)) if last else None)


def written_span(*, first: date | None, last: date | None) -> str:
    """`Du 1 janvier 2025 au 31 décembre 2025`, as far as the bounds are known."""
    values = {"first": written_day(first), "last": written_day(last)}
    if first and last:
        return _("Du %(first)s au %(last)s") % values
    if first:
        return _("Depuis le %(first)s") % values
    return _("Jusqu'au %(last)s") % values if last else _("Toutes les dates")


def written_day(day: date | None) -> str:
    """`1er janvier 2025`."""
    if day is None:
        return ""
    text = date_format(day, "j F Y")
    return f"1er{text[1:]}" if day.day == 1 else text


def parse_day(value: Any) -> date | None:
    """A day out of an export's stored parameters."""
    return date.fromisoformat(value) if value else None
