"""Parts of a whole and changes over time, in percent."""

from collections.abc import Sequence
from typing import Any


def trend(*, now: int, before: int) -> dict[str, Any]:
    """The change in percent with one decimal and its direction; from nothing to something is 100.0."""
    change = round((now - before) / before * 100, 1) if before else (100.0 if now else 0.0)
    direction = "up" if change > 0 else "down" if change < 0 else "stable"
    return {"trend": change or 0.0, "trend_direction": direction}


def rate(*, part: int, whole: int) -> float:
    """`part` in percent of `whole` with one decimal; of nothing it is 0.0."""
    return round(part / whole * 100, 1) if whole else 0.0


def shares(numbers: Sequence[int]) -> list[int]:
    """Each number in whole percent of their sum, so that together they make 100 (or 0 when there is nothing)."""
    whole = sum(numbers)
    if not whole:
        return [0] * len(numbers)
    parts = [number * 100 // whole for number in numbers]
    remainders = sorted(range(len(numbers)), key=lambda place: (-(numbers[place] * 100 % whole), place))
    for place in remainders[: 100 - sum(parts)]:
        parts[place] += 1
    return parts
