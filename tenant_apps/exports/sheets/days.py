"""Days that exports cover, as they are asked for and as they are read."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from core.french import dated
from core.tenancy.clock import midnight


def span(*, first: date | None, last: date | None) -> tuple[datetime | None, datetime | None]:
    """From the first moment of the first day up to, not including, the first moment after the last one."""
    return (midnight(first) if first else None, midnight(last + timedelta(days=1)) if last else None)


def written_span(*, first: date | None, last: date | None) -> str:
    """`Du 1er janvier 2025 au 31 décembre 2025`, as far as the bounds are known."""
    values = {"first": dated(first) if first else "", "last": dated(last) if last else ""}
    if first and last:
        return _("Du %(first)s au %(last)s") % values
    if first:
        return _("Depuis le %(first)s") % values
    return _("Jusqu'au %(last)s") % values if last else _("Toutes les dates")


def parse_day(value: Any) -> date | None:
    """A day out of an export's stored parameters."""
    return date.fromisoformat(value) if value else None
