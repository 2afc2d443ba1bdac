"""Bars beside each other: amounts by day, by month, by kind."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.charts.axes import Frame, as_text, grid, labels_below, legend, nothing_to_show
from core.charts.marks import document, element, identifier
from core.charts.patterns import fill
from core.charts.series import Series, color_of

# The part of a label's width that its bars take.
TAKEN = 0.72


def bar_chart(*, title: str, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """A group of bars for each label, one bar a series; a series without a value for each label is a ValueError."""
    description = as_text(labels, series)
    frame, name = Frame.of(series), identifier(title, description, "bars")
    fills = [fill(name, color_of(one, position), position) for position, one in enumerate(series)]

    def swatch(x: float, y: float, position: int) -> str:
        return _bar(x, y - 10, 16, 11, series[position], position, fills[position][1])

    parts = [
        *([element("defs", "".join(definition for definition, _use in fills))] if len(series) > 1 else []),
        *legend(series, swatch),
        *grid(frame),
        *_bars(frame, series, [use for _definition, use in fills]),
        *labels_below(frame, labels),
        *nothing_to_show(frame, series),
    ]
    return document(title=title, description=description, height=frame.height, parts=parts)


def _bars(frame: Frame, series: Sequence[Series], fills: Sequence[str]) -> list[str]:
    count = max((len(one.values) for one in series), default=0)
    slot = frame.slot(count)
    width = slot * TAKEN / max(1, len(series))
    parts = []
    for position, one in enumerate(series):
        for index, value in enumerate(one.values):
            if value > 0:
                x = frame.left + slot * (index + (1 - TAKEN) / 2) + width * position
                y = frame.y(value)
                parts.append(_bar(x, y, width, frame.bottom - y, one, position, fills[position]))
    return parts


def _bar(x: float, y: float, width: float, height: float, one: Series, position: int, use: str) -> str:
    inset = 0.5 if width > 3 else 0.0
    outline = {"stroke": color_of(one, position), "stroke_width": 1} if inset else {}
    return element(
        "rect", x=x + inset, y=y + inset, width=width - 2 * inset, height=max(0.5, height - inset), fill=use, **outline
    )
