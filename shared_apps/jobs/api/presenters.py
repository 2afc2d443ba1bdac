"""What the operators' API shows of a job."""

from typing import Any

from core.api import ids
from core.api.timestamps import utc
from shared_apps.jobs import registry, selectors

PREFIX = "job"


def job(row: dict[str, Any]) -> dict[str, Any]:
    """A row of `selectors.rows`."""
    dead = row["phase"] == selectors.DEAD
    return {
        "id": ids.encode(PREFIX, row["id"]),
        "municipality_code": row["code"],
        "kind": row["kind"],
        "key": row["key"],
        "state": row["phase"],
        "attempts": row["attempts"],
        "max_attempts": registry.get(row["kind"]).max_attempts,
        "due_at": utc(row["due_at"]),
        "next_attempt_at": None if dead else utc(row["available_at"]),
        "died_at": utc(row["available_at"]) if dead else None,
        "last_error": row["last_error"],
        "created_at": utc(row["created_at"]),
    }


def overview() -> dict[str, Any]:
    """What `selectors.overview` gives."""
    figures = selectors.overview()
    oldest = figures.pop("oldest")
    return {**figures, "oldest_due_at": utc(oldest) if oldest else None, "is_late": selectors.is_late()}
