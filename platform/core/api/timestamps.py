"""Moments as the contract writes them."""

import datetime as dt
from typing import overload


@overload
def utc(moment: dt.datetime) -> str: ...
@overload
def utc(moment: None) -> None: ...


def utc(moment: dt.datetime | None) -> str | None:
    """`2025-12-05T10:00:00Z`: UTC, whole seconds (cut, not rounded); a naive moment is a ValueError."""
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
