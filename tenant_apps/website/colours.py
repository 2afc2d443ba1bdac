"""Colours as people see them: WCAG contrast, and lightness in OKLCH, along which a readable neighbour is looked for.

Conversions: https://bottosson.github.io/posts/oklab/; contrast: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

TEXT_RATIO = 4.5
CONTROL_RATIO = 3.0
WHITE, BLACK = "#FFFFFF", "#000000"
Oklch = tuple[float, float, float]
Rgb = tuple[float, float, float]
_STEPS = 12


def contrast(one: str, other: str) -> float:
    """The ratio between two colours (#RRGGBB), 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=4096)
def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB, 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, *, on: Sequence[str], ratio: float = TEXT_RATIO) -> str:
    """`colour`, or its nearest neighbour in lightness that has `ratio` on every one of the backgrounds.

    Where no lightness passes on all of them, black or white, whichever is better.
    """
    if _passes(colour, on, ratio):
        return colour
    lightness, chroma, hue = to_oklch(colour)
    found = [
        (abs(reached - lightness), from_oklch(reached, chroma, hue))
        for pole in (0.0, 1.0)
        if (reached := _first_passing(lightness, pole, chroma, hue, on, ratio)) is not None
    ]
    best = max((BLACK, WHITE), key=lambda pole: min(contrast(pole, background) for background in on))
    return min(found)[1] if found else best


def text_on(colour: str) -> str:
    """White, or a dark shade of the colour, or black: the first that is readable on it; one always is."""
    _lightness, chroma, hue = to_oklch(colour)
    shades = (WHITE, from_oklch(0.22, chroma * 0.5, hue))
    return next((shade for shade in shades if contrast(shade, colour) >= TEXT_RATIO), BLACK)


def mix(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other`, evenly to the eye."""
    first, second = _to_oklab(_linear(one)), _to_oklab(_linear(other))
    return _hexadecimal(_from_oklab(*(a + (b - a) * share for a, b in zip(first, second, strict=True))))


@lru_cache(maxsize=1024)
def to_oklch(colour: str) -> Oklch:
    """Lightness (0 to 1), chroma and hue (radians)."""
    lightness, a, b = _to_oklab(_linear(colour))
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """#RRGGBB of the colour, with as much of its chroma as a screen can show."""
    low, high = 0.0, chroma
    if _is_shown(_polar(lightness, chroma, hue)):
        low = chroma
    else:
        for _step in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if _is_shown(_polar(lightness, middle, hue)) else (low, middle)
    return _hexadecimal(_polar(lightness, low, hue))


def _first_passing(
    start: float, pole: float, chroma: float, hue: float, on: Sequence[str], ratio: float
) -> float | None:
    """The lightness nearest to `start` on the way to `pole` that was seen to pass, None when the pole itself fails."""
    if not _passes(from_oklch(pole, chroma, hue), on, ratio):
        return None
    failing, passing = start, pole
    for _step in range(_STEPS):
        middle = (failing + passing) / 2
        if _passes(from_oklch(middle, chroma, hue), on, ratio):
            passing = middle
        else:
            failing = middle
    return passing


def _passes(colour: str, on: Sequence[str], ratio: float) -> bool:
    return all(contrast(colour, background) >= ratio for background in on)


def _polar(lightness: float, chroma: float, hue: float) -> Rgb:
    return _from_oklab(lightness, chroma * math.cos(hue), chroma * math.sin(hue))


def _is_shown(rgb: Rgb) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in rgb)


@lru_cache(maxsize=4096)
def _linear(colour: str) -> Rgb:
    red, green, blue = (int(colour[position : position + 2], 16) / 255 for position in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def _hexadecimal(rgb: Rgb) -> str:
    encoded = (
        12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
        for channel in (min(max(channel, 0.0), 1.0) for channel in rgb)
    )
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in encoded)


def _to_oklab(rgb: Rgb) -> tuple[float, float, float]:
    red, green, blue = rgb
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Rgb:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
