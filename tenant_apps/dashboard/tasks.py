"""Jobs of the dashboard."""

from datetime import timedelta
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.dashboard.services import audience


@job(audience.STORE_JOB)
def store_audience(*, payload: dict[str, Any], key: str) -> None:
    """Add the mairie's waiting audience to its days."""
    audience.store_visits()


@job("dashboard.plan_audience", every=timedelta(minutes=1))
def plan_audience(*, payload: dict[str, Any], key: str) -> None:
    """Find the mairies whose audience waits to be written."""
    audience.plan_storing()
