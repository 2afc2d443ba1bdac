"""Jobs of the calendar."""

from typing import Any

from shared_apps.jobs.registry import job
from tenant_apps.events.services import reminders, series


@job(reminders.REMIND_JOB, comes_back=reminders.TRIED_AGAIN)
def remind(*, payload: dict[str, Any], key: str) -> None:
    """Give the due reminders of an event or of a series."""
    if "series_id" in payload:
        reminders.remind_series(series_id=payload["series_id"])
    else:
        reminders.remind_event(event_id=payload["event_id"])


@job(series.EXTEND_JOB, comes_back=series.TRIED_AGAIN)
def extend_series(*, payload: dict[str, Any], key: str) -> None:
    """Make the next occurrences of a series."""
    series.extend_series(series_id=payload["series_id"])
