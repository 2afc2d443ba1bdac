"""Jobs of the dashboard."""

from datetime import date
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.dashboard.services import days


@job(days.CLOSE_JOB)
def close_days(*, payload: dict[str, Any], key: str) -> None:
    """Count the days that are over."""
    days.close_days()


@job(days.RECOUNT_JOB)
def recount_month(*, payload: dict[str, Any], key: str) -> None:
    """Count a month again in which something has changed since."""
    days.recount_month(month=date.fromisoformat(payload["month"]))


@job(days.AGES_JOB)
def count_ages(*, payload: dict[str, Any], key: str) -> None:
    """Count how old the citizens are."""
    days.count_ages()
