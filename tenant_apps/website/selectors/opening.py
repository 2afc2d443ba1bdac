"""Is the mairie open now, and until when? In its time zone, with bank holidays and the closings it announced."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.french import dated
from core.tenancy.clock import local_zone
from tenant_apps.events.selectors.holidays import local_bank_holidays
from tenant_apps.website.hours import DAYS, clock

LOOKED_AHEAD = 62
WEEK = 7
Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OpeningStatus:
    """What a page says of this moment, and until when that is true.

    `label` is « Ouvert » or « Fermé », `detail` what comes next (perhaps empty), `reason` why a working day is none.
    """

    label: str
    detail: str
    reason: str
    is_open: bool
    changes_at: datetime

    @property
    def text(self) -> str:
        return f"{self.label}, {self.detail}" if self.detail else self.label


def opening_status(*, contact: Mapping[str, Any], now: datetime | None = None) -> OpeningStatus | None:
    """The status at `now`; None while the mairie has not given its hours."""
    week = contact.get("opening_hours", {})
    if not any(week.get(name, {}).get("slots") for name in DAYS):
        return None
    local = (now or datetime.now(UTC)).astimezone(local_zone())
    closed = closed_days(contact=contact, first=local.date(), last=local.date() + timedelta(days=LOOKED_AHEAD))
    coming = next((one for one in _intervals(week, closed, local) if one[1] > local), None)
    midnight = datetime.combine(local.date() + timedelta(days=1), time.min, local.tzinfo)
    if coming and coming[0] <= local:
        detail = _("ferme à %s") % clock(coming[1])
        return OpeningStatus(_("Ouvert"), detail, reason="", is_open=True, changes_at=coming[1].astimezone(UTC))
    # « demain » and « lundi » are true until midnight only.
    changes_at = min(coming[0], midnight) if coming else midnight
    detail = _("ouvre %s") % _when(coming[0], local.date()) if coming else ""
    reason = closed.get(local.date(), "")
    return OpeningStatus(_("Fermé"), detail, reason=reason, is_open=False, changes_at=changes_at.astimezone(UTC))


def closed_days(*, contact: Mapping[str, Any], first: date, last: date) -> dict[date, str]:
    """Day → why the mairie is closed whatever its week says: a bank holiday, or what it announced itself."""
    closed = local_bank_holidays(first=first, last=last)
    for closing in contact.get("exceptional_closings", []):
        day = max(date.fromisoformat(closing["start"]), first)
        while day <= min(date.fromisoformat(closing["end"]), last):
            closed[day] = closing["reason"] or _("Fermeture exceptionnelle")
            day += timedelta(days=1)
    return closed


def _intervals(week: Mapping[str, Any], closed: Mapping[date, str], local: datetime) -> Iterator[Interval]:
    """Open intervals from today on, those that touch as one."""
    held: Interval | None = None
    for day in (local.date() + timedelta(days=number) for number in range(LOOKED_AHEAD)):
        slots = [] if day in closed else week[DAYS[day.weekday()]]["slots"]
        for slot in slots:
            opens, closes = (_moment(day, slot[edge], local) for edge in ("open", "close"))
            if held and held[1] == opens:
                held = held[0], closes
                continue
            if held:
                yield held
            held = opens, closes
    if held:
        yield held


def _moment(day: date, text: str, local: datetime) -> datetime:
    return datetime.combine(day, time.fromisoformat(text), local.tzinfo)


def _when(opens: datetime, today: date) -> str:
    days = (opens.date() - today).days
    if days == 0:
        return _("à %s") % clock(opens)
    if days == 1:
        return _("demain à %s") % clock(opens)
    day = date_format(opens, "l") if days < WEEK else _("le %s") % dated(opens, "j F")
    return _("%(day)s à %(hour)s") % {"day": day, "hour": clock(opens)}
