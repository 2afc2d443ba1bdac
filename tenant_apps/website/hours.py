"""Opening hours as they are kept: for each day the slots in which the mairie is open."""

from typing import Any

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Slot = dict[str, str]
Day = dict[str, Any]


def day(slots: list[Slot]) -> Day:
    """A day by its slots, which are in order: `open` is when the first begins, `close` when the last ends."""
    return {
        "open": slots[0]["open"] if slots else None,
        "close": slots[-1]["close"] if slots else None,
        "slots": slots,
    }


def closed_week() -> dict[str, Day]:
    """Nothing is known: every day is closed."""
    return {name: day([]) for name in DAYS}
