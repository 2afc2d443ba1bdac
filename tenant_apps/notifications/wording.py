"""Moments and lengths of time as news says them, by the mairie's clocks."""

import math
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.french import clock, dated
from core.tenancy.clock import local_zone

HOUR, DAY = 60, 60 * 24
MINUTE = timedelta(minutes=1)


def moment(when: datetime, *, all_day: bool = False) -> str:
    """`jeudi 3 décembre 2026 à 20 h 30`, or the day alone."""
    local = when.astimezone(local_zone())
    day = dated(local, "l j F Y")
    if all_day:
        return day
    return _("%(day)s à %(hour)s") % {"day": day, "hour": clock(local)}


def minutes_left(*, start: datetime, now: datetime, at_most: int) -> int:
    """Whole minutes until the start, as many as were asked for unless less are left; 0 when it has begun."""
    return min(at_most, max(0, math.ceil((start - now) / MINUTE)))


def duration(minutes: int) -> str:
    """`30 minutes`, `1 heure`, `1 h 30`, `2 jours`."""
    if minutes >= DAY and minutes % DAY == 0:
        return ngettext("%(count)d jour", "%(count)d jours", minutes // DAY) % {"count": minutes // DAY}
    if minutes < HOUR:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    if minutes % HOUR:
        return f"{minutes // HOUR} h {minutes % HOUR:02d}"
    return ngettext("%(count)d heure", "%(count)d heures", minutes // HOUR) % {"count": minutes // HOUR}
