"""The frame of a chart with two axes: scale, grid, labels, legend, and the same as text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from core.charts.marks import FAINT, FONT_SIZE, WIDTH, line, text, width_of
from core.charts.numbers import NO_BREAK_SPACE, french, ticks
from core.charts.series import Series

PLOT_HEIGHT = 170.0
LABELS_HEIGHT = 22.0
LEGEND_HEIGHT = 20.0
GAP = 6.0
Swatch = Callable[[float, float, int], str]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things are: the plot's left, top and width, and the numbers of its scale."""

    left: float
    top: float
    width: float
    scale: list[int]

    @classmethod
    def of(cls, series: Sequence[Series]) -> "Frame":
        scale = ticks(max((value for one in series for value in one.values), default=0))
        left = max(width_of(french(number)) for number in scale) + GAP
        top = FONT_SIZE / 2 + (LEGEND_HEIGHT * len(_legend_rows(series)) if len(series) > 1 else 0)
        return cls(left=left, top=top, width=WIDTH - left - GAP, scale=scale)

    @property
    def bottom(self) -> float:
        return self.top + PLOT_HEIGHT

    @property
    def height(self) -> float:
        return self.bottom + LABELS_HEIGHT

    def y(self, value: float) -> float:
        return self.bottom - PLOT_HEIGHT * max(0.0, value) / self.scale[-1]

    def slot(self, count: int) -> float:
        """The width that each of `count` labels has."""
        return self.width / max(1, count)


def grid(frame: Frame) -> list[str]:
    """The numbers of the scale, each with its line."""
    parts = []
    for number in frame.scale:
        y = frame.y(number)
        opacity = FAINT if number else None
        parts.append(line(frame.left, y, frame.left + frame.width, y, stroke_opacity=opacity))
        parts.append(text(french(number), x=frame.left - GAP, y=y + FONT_SIZE / 3, anchor="end"))
    return parts


def labels_below(frame: Frame, labels: Sequence[str]) -> list[str]:
    """As many of the labels as fit beside each other, always with the first."""
    slot = frame.slot(len(labels))
    widest = max((width_of(label) for label in labels), default=0) + GAP
    every = max(1, ceil(widest / slot))
    y = frame.bottom + FONT_SIZE + 4
    return [
        text(label, x=frame.left + slot * (position + 0.5), y=y, anchor="middle")
        for position, label in enumerate(labels)
        if position % every == 0
    ]


def legend(series: Sequence[Series], swatch: Swatch) -> list[str]:
    """The name of each series behind `swatch(x, y, position)`; one series needs none."""
    if len(series) < 2:
        return []
    parts, position = [], 0
    for row, names in enumerate(_legend_rows(series)):
        x, y = 0.0, LEGEND_HEIGHT * row + FONT_SIZE
        for name in names:
            parts += [swatch(x, y, position), text(name, x=x + 22, y=y)]
            x += width_of(name) + 40
            position += 1
    return parts


def nothing_to_show(frame: Frame, series: Sequence[Series]) -> list[str]:
    """Said in the middle of a chart whose values are all zero."""
    if any(value for one in series for value in one.values):
        return []
    middle = frame.left + frame.width / 2
    return [text(_("Aucune donnée"), x=middle, y=frame.top + PLOT_HEIGHT / 2, anchor="middle")]


def as_text(labels: Sequence[str], series: Sequence[Series]) -> str:
    """Every value: `Visites : Lun 1 200, Mar 1 900.`"""
    sentences = []
    for one in series:
        values = ", ".join(f"{label} {french(value)}" for label, value in zip(labels, one.values, strict=True))
        sentences.append(f"{one.label}{NO_BREAK_SPACE}: {values}.")
    return " ".join(sentences)


def _legend_rows(series: Sequence[Series]) -> list[list[str]]:
    """The names of the series as they fit in rows."""
    rows: list[list[str]] = [[]]
    used = 0.0
    for one in series:
        needed = width_of(one.label) + 40
        if rows[-1] and used + needed > WIDTH:
            rows.append([])
            used = 0.0
        rows[-1].append(one.label)
        used += needed
    return rows
