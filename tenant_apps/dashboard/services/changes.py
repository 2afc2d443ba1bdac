"""What other apps say when a figure of a day that is over has changed; days that are not over are counted when asked.

Saying so enqueues a job, in the transaction of the change.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from core.tenancy.clock import local_day, today
from shared_apps.jobs.services import Item, enqueue, enqueue_many
from tenant_apps.dashboard.periods import last_day_over

CLOSE_JOB = "dashboard.close_days"
MONTH_JOB = "dashboard.recount_month"
EVENTS_JOB = "dashboard.recount_events"
CITIZENS_JOB = "dashboard.recount_citizens"
PLANNED_KEPT_SECONDS = 3600
QUARTER = timedelta(minutes=15)


def plan_closing() -> None:
    """Have the days that are over closed; the cache spares most callers the write."""
    day = last_day_over().isoformat()
    if cache.add(f"dashboard:closing:{day}", 1, PLANNED_KEPT_SECONDS):
        enqueue(CLOSE_JOB, key=day, payload={}, bulk=True)


def figures_changed(moments: Iterable[datetime | None]) -> None:
    """That a publication, like or comment of each moment has come, gone or changed; None is no moment."""
    months = _months(moments)
    enqueue_many(MONTH_JOB, [Item(month, {"month": month}) for month in months], bulk=False)


def views_changed(moments: Iterable[datetime | None]) -> None:
    """That publications of these moments were read: it happens all the time, so once in a quarter of an hour is enough.

    All callers until then name the same moment, so that none of them puts it off.
    """
    now = timezone.now()
    due_at = now + QUARTER - timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    items = [Item(f"views:{month}", {"month": month}, due_at) for month in _months(moments)]
    enqueue_many(MONTH_JOB, items)


def events_changed() -> None:
    """That events have come, gone or moved."""
    enqueue(EVENTS_JOB, key="events", payload={}, bulk=True)


def citizens_changed() -> None:
    """That an account is a citizen's, or active, or verified, or has a year of birth, and was or had not before."""
    enqueue(CITIZENS_JOB, key="citizens", payload={}, bulk=True)


def _months(moments: Iterable[datetime | None]) -> list[str]:
    """The first day of each month that has a day that is over among the moments."""
    now = today()
    days = {local_day(moment) for moment in moments if moment is not None}
    return sorted({day.replace(day=1).isoformat() for day in days if day < now})
