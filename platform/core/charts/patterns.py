"""Fills, dashes and markers that tell series apart without their colour."""

from core.charts.marks import element

# How each series is filled after the first, which is plain: strokes of a 6 by 6 tile.
HATCHES = ("", "M0 6L6 0M-1 1L1 -1M5 7L7 5", "M0 3H6", "M0 0L6 6M-1 5L1 7M5 -1L7 1", "M3 0V6", "M0 3H6M3 0V6")
DASHES = (None, "6 3", "2 3", "8 3 2 3", "4 2 1 2 1 2", "1 2")


def fill(name: str, color: str, position: int) -> tuple[str, str]:
    """The definition of a series' fill (empty for the plain one) and the value of `fill` that uses it."""
    hatch = HATCHES[position % len(HATCHES)]
    if not hatch:
        return "", color
    ground = element("rect", width=6, height=6, fill=color, fill_opacity=0.25)
    strokes = element("path", d=hatch, stroke=color, stroke_width=1.8, fill="none")
    tile = element(
        "pattern", ground + strokes, id=f"{name}-{position}", width=6, height=6, patternUnits="userSpaceOnUse"
    )
    return tile, f"url(#{name}-{position})"


def marker(x: float, y: float, color: str, position: int, size: float = 3.2) -> str:
    """A point of a line: round, square, triangular or a diamond."""
    shapes = (
        element("circle", cx=x, cy=y, r=size, fill=color),
        element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, fill=color),
        element("path", d=_path((x, y - size - 1), (x + size + 1, y + size), (x - size - 1, y + size)), fill=color),
        element(
            "path", d=_path((x, y - size - 1), (x + size + 1, y), (x, y + size + 1), (x - size - 1, y)), fill=color
        ),
    )
    return shapes[position % len(shapes)]


def _path(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"
