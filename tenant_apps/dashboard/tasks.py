"""Jobs of the dashboard."""

from datetime import date, timedelta
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.dashboard.services import audience, changes, days


@job(audience.STORE_JOB)
def store_audience(*, payload: dict[str, Any], key: str) -> None:
    """Add the mairie's waiting audience to its days."""
    audience.store_visits()


@job("dashboard.plan_audience", every=timedelta(minutes=1))
def plan_audience(*, payload: dict[str, Any], key: str) -> None:
    """Find the mairies whose audience waits to be written."""
    audience.WAITING.plan()


@job(changes.CLOSE_JOB)
def close_days(*, payload: dict[str, Any], key: str) -> None:
    """Count the days that are over."""
    days.close_days()


@job(changes.MONTH_JOB)
def recount_month(*, payload: dict[str, Any], key: str) -> None:
    """Count a month again in which something has changed since."""
    days.recount_month(month=date.fromisoformat(payload["month"]))


@job(changes.EVENTS_JOB)
def recount_events(*, payload: dict[str, Any], key: str) -> None:
    """Count events again that have changed since."""
    days.recount_events()


@job(changes.CITIZENS_JOB)
def recount_citizens(*, payload: dict[str, Any], key: str) -> None:
    """Count citizens again who have changed since."""
    days.recount_citizens()
