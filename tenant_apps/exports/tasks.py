"""Jobs of exports."""

from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.exports.services import exports, generation


@job(generation.GENERATE_JOB, max_attempts=5)
def generate(*, payload: dict[str, Any], key: str) -> None:
    """Make the file of an export that was too large for a request."""
    generation.generate(export_id=payload["id"], attempt=payload["attempt"])


@job(generation.EXPIRE_JOB)
def expire(*, payload: dict[str, Any], key: str) -> None:
    """Delete an export and its file when its time has come."""
    exports.expire(export_id=payload["id"])
