"""Jobs of the library; each runs inside a mairie, in one transaction."""

from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.media.services import renditions, sweeping


@job(renditions.JOB, max_attempts=5)
def make_renditions(*, payload: dict[str, Any], key: str) -> None:
    """Make the responsive widths of one image."""
    renditions.make(media_id=payload["media_id"])


@job(sweeping.JOB, max_attempts=3)
def sweep(*, payload: dict[str, Any], key: str) -> None:
    """Remove the mairie's files that no row knows."""
    sweeping.sweep()
