"""Keeping the rows of days: closed once they are over, counted again when something of them changes.

What is not closed yet is counted whenever it is asked for, so a job that is late costs time and never a figure.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from django.core.cache import cache
from django.db import connection, transaction
from django.utils import timezone

from shared_apps.jobs.services import Item, enqueue, enqueue_many
from tenant_apps.accounts.selectors.figures import citizens_by_birth_year
from tenant_apps.dashboard.models import COUNTED, Day
from tenant_apps.dashboard.periods import BEGINNING, DAY, Period, local_day, today
from tenant_apps.dashboard.selectors.counting import Figures, count_everything
from tenant_apps.dashboard.selectors.days import closed_until

CLOSE_JOB = "dashboard.close_days"
RECOUNT_JOB = "dashboard.recount_month"
AGES_JOB = "dashboard.count_ages"
# What was begun before midnight has been committed by then.
SETTLED_AFTER = timedelta(minutes=5)
PLANNED_KEPT_SECONDS = 3600
# One writer at a time, or an earlier count could overwrite a later one; readers are not held up.
LOCK = "LOCK TABLE dashboard_day IN SHARE ROW EXCLUSIVE MODE"
STORE = f"""
INSERT INTO dashboard_day (day, {", ".join(COUNTED)}, categories, closed_at, updated_at)
SELECT counted.*, %(now)s, %(now)s
FROM unnest(%(day)s::date[], {", ".join(f"%({name})s::bigint[]" for name in COUNTED)}, %(categories)s::jsonb[]) counted
ON CONFLICT (day) DO UPDATE SET
{", ".join(f"{name} = excluded.{name}" for name in (*COUNTED, "categories", "closed_at", "updated_at"))}
"""  # noqa: S608 - names of this app


def plan_closing() -> None:
    """Have the days that are over closed; the cache spares most callers of a day the write."""
    yesterday = _last_over().isoformat()
    if cache.add(f"dashboard:closing:{yesterday}", 1, PLANNED_KEPT_SECONDS):
        enqueue(CLOSE_JOB, key=yesterday, payload={}, bulk=True)


def figures_changed(moments: Iterable[datetime | None]) -> None:
    """Have the months counted again in which something now counts, or no longer does; today is counted when asked."""
    recount_days(local_day(moment) for moment in moments if moment is not None)


def recount_days(days: Iterable[date]) -> None:
    """The same for days of the mairie."""
    now = today()
    months = {day.replace(day=1).isoformat() for day in days if day < now}
    enqueue_many(RECOUNT_JOB, [Item(month, {"month": month}) for month in sorted(months)])


def citizens_changed(*, created_at: datetime) -> None:
    """Have citizens counted again after one of them, whose account was made then, has come, gone or changed."""
    figures_changed([created_at])
    enqueue(AGES_JOB, key="ages", payload={}, bulk=True)


@transaction.atomic
def close_days() -> None:
    """Count every day that is over and was not closed yet."""
    _lock()
    closed, last = closed_until(), _last_over()
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
def count_ages() -> None:
    """Keep how old the citizens are now with today's figures."""
    _lock()
    ages = citizens_by_birth_year()
    Day.objects.update_or_create(day=today(), defaults={"ages": ages, "updated_at": timezone.now()})


def _store(counted: dict[date, Figures]) -> None:
    days = sorted(counted)
    values: dict[str, Any] = {name: [counted[day].counts[name] for day in days] for name in COUNTED}
    categories = [orjson.dumps(counted[day].categories, option=orjson.OPT_NON_STR_KEYS).decode() for day in days]
    with connection.cursor() as cursor:
        cursor.execute(STORE, {**values, "day": days, "categories": categories, "now": timezone.now()})


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)


def _last_over() -> date:
    return local_day(timezone.now() - SETTLED_AFTER) - DAY
