"""Provisioning that was asked for through the API, or that a command left behind."""

from typing import Any

from core.tenancy.schemas.compiler import side_connection
from shared_apps.jobs.registry import job
from shared_apps.municipalities.services.provisioning import JOB, record_failure, run_provisioning


@job(JOB, max_attempts=6)
def provision(*, payload: dict[str, Any], key: str) -> None:
    """Provision the mairie; a failure rolls back the job's transaction, so its reason is noted beside it."""
    municipality_id = payload["municipality_id"]
    try:
        run_provisioning(municipality_id=municipality_id)
    except Exception as error:
        with side_connection():
            record_failure(municipality_id=municipality_id, error=error)
        raise
