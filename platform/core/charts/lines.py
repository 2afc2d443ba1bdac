"""Lines: how amounts change over time."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.charts.axes import Frame, as_text, grid, labels_below, legend, nothing_to_show
from core.charts.marks import document, element
from core.charts.patterns import DASHES, marker
from core.charts.series import Series, color_of

MOST_MARKERS = 31


def line_chart(*, title: str, labels: Sequence[str], series: Sequence[Series]) -> SafeString:
    """One line a series through its value for each label; a series without a value for each label is a ValueError."""
    description = as_text(labels, series)
    frame = Frame.of(series)

    def swatch(x: float, y: float, position: int) -> str:
        stroke = _stroke(f"{x},{y - 4} {x + 18},{y - 4}", series[position], position)
        return stroke + marker(x + 9, y - 4, color_of(series[position], position), position)

    parts = [
        *legend(series, swatch),
        *grid(frame),
        *(part for position, one in enumerate(series) for part in _line(frame, one, position)),
        *labels_below(frame, labels),
        *nothing_to_show(frame, series),
    ]
    return document(title=title, description=description, height=frame.height, parts=parts)


def _line(frame: Frame, one: Series, position: int) -> list[str]:
    slot = frame.slot(len(one.values))
    points = [(frame.left + slot * (index + 0.5), frame.y(value)) for index, value in enumerate(one.values)]
    parts = [_stroke(" ".join(f"{x:.2f},{y:.2f}" for x, y in points), one, position)] if len(points) > 1 else []
    if len(points) <= MOST_MARKERS:
        parts += [marker(x, y, color_of(one, position), position) for x, y in points]
    return parts


def _stroke(points: str, one: Series, position: int) -> str:
    return element(
        "polyline",
        points=points,
        fill="none",
        stroke=color_of(one, position),
        stroke_width=2,
        stroke_linejoin="round",
        stroke_dasharray=DASHES[position % len(DASHES)],
    )
