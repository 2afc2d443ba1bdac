"""Jobs of the dashboard."""

from datetime import date
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.dashboard.services import changes, days


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
