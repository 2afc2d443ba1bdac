"""Numbers as they are written in French, and the round ones that an axis shows."""

from math import ceil, floor, log10

NO_BREAK_SPACE = "\u00a0"
MOST_STEPS = 5


def french(number: float) -> str:
    """`12 345` or `4,2`: at most one decimal, spaces that don't break."""
    whole = round(number, 1)
    text = f"{whole:,.0f}" if whole == int(whole) else f"{whole:,.1f}"
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",")


def percent(number: float) -> str:
    return f"{french(number)}{NO_BREAK_SPACE}%"


def ticks(highest: float) -> list[int]:
    """Round whole numbers from 0 to `highest` or just above, at most MOST_STEPS steps apart."""
    step = max(1, _round_step(highest / MOST_STEPS))
    return [step * number for number in range(max(1, ceil(highest / step)) + 1)]


def _round_step(least: float) -> int:
    """The first of 1, 2, 5, 10, 20, 50 … that is not below."""
    if least <= 1:
        return 1
    power: int = 10 ** floor(log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least)
