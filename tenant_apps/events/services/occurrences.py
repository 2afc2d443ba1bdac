"""Writing many events, or their times, at once."""

from collections.abc import Sequence
from typing import Any

from django.db import connection

from tenant_apps.events.models import Event, Series

WRITE_TIMES = """
UPDATE events_event e SET start_at = v.start_at, end_at = v.end_at, first_day = v.first_day, last_day = v.last_day,
       all_day = v.all_day, is_moved = v.is_moved, remind_at = v.remind_at
FROM unnest(%(id)s::bigint[], %(start_at)s::timestamptz[], %(end_at)s::timestamptz[], %(first_day)s::date[],
            %(last_day)s::date[], %(all_day)s::boolean[], %(is_moved)s::boolean[], %(remind_at)s::timestamptz[])
     AS v (id, start_at, end_at, first_day, last_day, all_day, is_moved, remind_at)
WHERE e.id = v.id
"""
BATCH = 500
TIMES = ("id", "start_at", "end_at", "first_day", "last_day", "all_day", "is_moved", "remind_at")


def write_times(rows: Sequence[Event]) -> None:
    """One statement for all of them."""
    values: dict[str, list[Any]] = {name: [getattr(row, name) for row in rows] for name in TIMES}
    with connection.cursor() as cursor:
        cursor.execute(WRITE_TIMES, values)


def write_events(rows: Sequence[Event]) -> None:
    """Insert those that are new and write every column of the others, a batch a statement."""
    Event.objects.bulk_create(rows, batch_size=BATCH, **_replacing(Event))


def write_series_rows(rows: Sequence[Series]) -> None:
    """The same for series."""
    Series.objects.bulk_create(rows, batch_size=BATCH, **_replacing(Series))


def _replacing(model: type[Event | Series]) -> dict[str, Any]:
    columns = [field.name for field in model._meta.concrete_fields if not (field.primary_key or field.generated)]
    return {"update_conflicts": True, "unique_fields": ["id"], "update_fields": columns}
