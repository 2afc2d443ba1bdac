"""Every colour of the site, derived from a theme's five, in a light and a dark scheme.

Backgrounds are `paper`, `surface`, `tint` and the tints of notices. On each of them `ink`, `soft`, `link`, the `…-ink`
colours and those of notices are readable (4.5:1) with any accepted theme; `edge`, the border of fields, has 3:1 on
paper and surface. `on-x` is readable on `x` and on its hover. `line`, `secondary` and `accent` only decorate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tenant_apps.website import defaults
from tenant_apps.website.colours import (
    BLACK,
    CONTROL_RATIO,
    TEXT_RATIO,
    WHITE,
    contrast,
    from_oklch,
    luminance,
    mix,
    readable,
    text_on,
    to_oklch,
)
from tenant_apps.website.fonts import font_stack

Scheme = dict[str, str]
FILLS = ("primary", "secondary", "accent")
NOTICES = {"urgent": "#A4161A", "warning": "#7A4B00", "success": "#17643A"}
BACKGROUNDS = ("paper", "surface", "tint", *(f"{notice}-tint" for notice in NOTICES))


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by the name of their custom property (without `--`), and the font stack."""

    light: Scheme
    dark: Scheme
    font: str


def palette(*, theme: Mapping[str, str]) -> Palette:
    """The palette of a theme; what it does not say is the first theme's."""
    colours = {**defaults.THEME, **theme}
    return _palette(*(colours[name] for name in defaults.THEME))


@lru_cache(maxsize=512)
def _palette(primary: str, secondary: str, accent: str, background: str, text: str, font: str) -> Palette:
    fills = dict(zip(FILLS, (primary, secondary, accent), strict=True))
    light = _scheme(fills, background, text)
    dark = light if luminance(text) > luminance(background) else _dark_scheme(fills)
    return Palette(light, dark, font_stack(font))


def _dark_scheme(fills: Scheme) -> Scheme:
    """The primary colour's hue at night; a theme that is dark by itself is the same all day."""
    _lightness, chroma, hue = to_oklch(fills["primary"])
    paper = from_oklch(0.19, min(chroma * 0.3, 0.022), hue)
    return _scheme(fills, paper, from_oklch(0.94, min(chroma * 0.1, 0.012), hue))


def _scheme(fills: Scheme, paper: str, text: str) -> Scheme:
    pole = WHITE if luminance(text) > luminance(paper) else BLACK
    scheme = {"paper": paper, "surface": _surface(paper, pole), "tint": _tint(paper, fills["primary"], pole)}
    scheme |= {f"{notice}-tint": _tint(paper, colour, pole) for notice, colour in NOTICES.items()}
    backgrounds = list(scheme.values())
    scheme["ink"] = ink = readable(text, on=backgrounds)
    scheme["soft"] = readable(mix(ink, paper, 0.28), on=backgrounds)
    scheme["line"] = mix(paper, ink, 0.13)
    scheme["edge"] = readable(mix(paper, ink, 0.45), on=[paper, scheme["surface"]], ratio=CONTROL_RATIO)
    scheme["link"] = readable(fills["primary"], on=backgrounds)
    for name, colour in fills.items():
        scheme |= _fill(name, colour, backgrounds)
    scheme |= {notice: readable(colour, on=backgrounds) for notice, colour in NOTICES.items()}
    return scheme | _deep(fills["primary"], paper)


def _surface(paper: str, pole: str) -> str:
    """What lies on the paper: away from the text, so that nothing gets harder to read, unless there is no room."""
    lightness = to_oklch(paper)[0]
    if pole == BLACK:
        return mix(paper, WHITE, 0.75) if lightness < 0.985 else mix(paper, BLACK, 0.025)
    return mix(paper, BLACK, 0.25) if lightness > 0.25 else mix(paper, WHITE, 0.045)


def _tint(paper: str, colour: str, pole: str) -> str:
    """The paper with a breath of a colour, as long as the darkest (or lightest) text stays readable on it."""
    seen = readable(colour, on=[paper])
    shades = (mix(paper, seen, share) for share in (0.09, 0.05, 0.02))
    return next((shade for shade in shades if contrast(shade, pole) >= TEXT_RATIO), paper)


def _fill(name: str, colour: str, backgrounds: list[str]) -> Scheme:
    """A colour behind text, under the pointer, and as text. The primary one is that of controls: it stands out."""
    fill = readable(colour, on=backgrounds) if name == "primary" else colour
    on = text_on(fill)
    hover = mix(fill, BLACK if on == WHITE else WHITE, 0.14)
    return {
        name: fill,
        f"on-{name}": on,
        f"{name}-hover": hover,
        f"{name}-ink": readable(colour, on=backgrounds),
    }


def _deep(primary: str, paper: str) -> Scheme:
    """The dark ground of footers and banners, in the hue of the primary colour."""
    _lightness, chroma, hue = to_oklch(primary)
    is_light = luminance(paper) > 0.2
    deep = from_oklch(0.28 if is_light else 0.14, min(chroma * 0.6, 0.06 if is_light else 0.025), hue)
    on = readable(from_oklch(0.97, 0.01, hue), on=[deep])
    return {"deep": deep, "on-deep": on, "deep-soft": readable(mix(on, deep, 0.22), on=[deep])}
