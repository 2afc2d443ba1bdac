"""Jobs of the settings."""

from datetime import timedelta
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.preferences.services import planning, retention


@job(planning.RETENTION_JOB, comes_back=timedelta(days=1))
def apply_retention(*, payload: dict[str, Any], key: str) -> None:
    """Remove what the mairie has kept for long enough."""
    retention.apply_retention()
