"""Jobs of publications."""

from datetime import timedelta
from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.publications.services import lifecycle, view_counts


@job(lifecycle.PUBLISH_JOB)
def publish(*, payload: dict[str, Any], key: str) -> None:
    """Announce a publication whose moment has come."""
    lifecycle.publish_due(publication_id=payload["id"])


@job(lifecycle.EXPIRE_JOB)
def expire(*, payload: dict[str, Any], key: str) -> None:
    """Follow up the end of a publication."""
    lifecycle.expire_due(publication_id=payload["id"])


@job(view_counts.STORE_JOB)
def store_views(*, payload: dict[str, Any], key: str) -> None:
    """Write the mairie's waiting views to its rows."""
    view_counts.store_views()


@job("publications.plan_views", every=timedelta(minutes=1))
def plan_views(*, payload: dict[str, Any], key: str) -> None:
    """Find the mairies that have views waiting."""
    view_counts.WAITING.plan()
