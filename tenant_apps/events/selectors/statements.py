"""Running this app's own SQL."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection


def fetch(statement: str, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
    """Every row of a statement with named parameters."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
