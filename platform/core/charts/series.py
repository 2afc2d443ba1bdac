"""What a chart shows, and how it looks when nobody says."""

from collections.abc import Sequence
from dataclasses import dataclass

# Told apart with every kind of colour blindness, and 3:1 or more against white (WCAG 1.4.11).
COLORS = ("#0072B2", "#D55E00", "#00805D", "#7A4F9A", "#8A6D00", "#4D4D4D")


@dataclass(frozen=True, slots=True)
class Series:
    """Values of 0 or more, one for each label of the chart; without a colour it takes the next of COLORS."""

    label: str
    values: Sequence[float]
    color: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in percent."""

    label: str
    percent: float
    color: str = ""


def color_of(item: Series | Share, position: int) -> str:
    return item.color or COLORS[position % len(COLORS)]
