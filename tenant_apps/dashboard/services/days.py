"""Keeping the rows of days: closed once they are over, counted again when something of them changes.

What is not closed yet is counted whenever it is asked for, so a job that is late costs time and never a figure.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils import timezone

from core.tenancy.clock import today
from tenant_apps.accounts.selectors.figures import citizens_by_birth_year, citizens_by_day
from tenant_apps.dashboard.models import COUNTED, Day
from tenant_apps.dashboard.periods import BEGINNING, DAY, Period, last_day_over
from tenant_apps.dashboard.selectors.counting import Figures, count_everything
from tenant_apps.dashboard.selectors.days import closed_until
from tenant_apps.events.selectors.figures import events_by_day

# One writer at a time, or an earlier count could overwrite a later one; readers are not held up.
LOCK = "LOCK TABLE dashboard_day IN SHARE ROW EXCLUSIVE MODE"
STORE = f"""
INSERT INTO dashboard_day (day, {", ".join(COUNTED)}, categories, closed_at, updated_at)
SELECT counted.*, %(now)s, %(now)s
FROM unnest(%(day)s::date[], {", ".join(f"%({name})s::bigint[]" for name in COUNTED)}, %(categories)s::jsonb[]) counted
ON CONFLICT (day) DO UPDATE SET
{", ".join(f"{name} = excluded.{name}" for name in (*COUNTED, "categories", "closed_at", "updated_at"))}
"""  # noqa: S608 - names of this app


@transaction.atomic
def close_days() -> None:
    """Count every day that is over and was not closed yet."""
    _lock()
    closed, last = closed_until(), last_day_over()
    period = Period(closed + DAY if closed else BEGINNING, last)
    if period.first <= period.last:
        counted = count_everything(period=period)
        counted[last]  # says until when everything has been counted
        _store(counted)


@transaction.atomic
def recount_month(*, month: date) -> None:
    """Count the closed days of a month again."""
    _lock()
    closed, period = closed_until(), Period.month_of(month)
    if closed is None or closed < period.first:
        return
    period = Period(period.first, min(period.last, closed))
    counted = count_everything(period=period)
    for day in Day.objects.filter(day__range=(period.first, period.last)).values_list("day", flat=True):
        counted[day]  # nothing may be left of it
    _store(counted)


@transaction.atomic
def recount_events() -> None:
    """Count the events of every closed day again; only days that differ are written."""
    _lock()
    if closed := closed_until():
        _store_one("events", {row.day: row.number for row in events_by_day(first=BEGINNING, last=closed)}, closed)


@transaction.atomic
def recount_citizens() -> None:
    """The same for citizens, and keep how old they are now with today's figures."""
    _lock()
    Day.objects.update_or_create(day=today(), defaults={"ages": citizens_by_birth_year(), "updated_at": timezone.now()})
    if closed := closed_until():
        period = Period(BEGINNING, closed)
        _store_one("citizens", citizens_by_day(since=period.since, until=period.until), closed)


def _store(counted: dict[date, Figures]) -> None:
    days = sorted(counted)
    values: dict[str, Any] = {name: [counted[day].counts[name] for day in days] for name in COUNTED}
    categories = [orjson.dumps(counted[day].categories, option=orjson.OPT_NON_STR_KEYS).decode() for day in days]
    with connection.cursor() as cursor:
        cursor.execute(STORE, {**values, "day": days, "categories": categories, "now": timezone.now()})


def _store_one(name: str, counted: Mapping[date, int], closed: date) -> None:
    """Write one figure of closed days where it is another than before."""
    before: dict[date, int] = dict(Day.objects.filter(day__lte=closed).values_list("day", name))
    changed = {
        day: counted.get(day, 0) for day in before.keys() | counted.keys() if counted.get(day, 0) != before.get(day, 0)
    }
    now = timezone.now()
    rows = [Day(day=day, closed_at=now, updated_at=now, **{name: number}) for day, number in sorted(changed.items())]
    Day.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["day"], update_fields=[name, "closed_at", "updated_at"]
    )


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
