"""SVG by presentation attributes alone: a strict content security policy refuses `style`."""

from collections.abc import Iterable
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH = 400
FONT_SIZE = 12
# The first name that is known counts: the page's own, then one of the system; a PDF falls back to its own.
FONTS = "system-ui, Segoe UI, Roboto, Helvetica, Arial, Liberation Sans, DejaVu Sans, sans-serif"
FAINT = "0.18"


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """An element; `_` in the name of an attribute is `-`, None leaves it out. `content` is SVG already."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def text(content: str, *, x: float, y: float, anchor: str = "start", **attributes: object) -> str:
    return element("text", escape(content), x=x, y=y, text_anchor=anchor, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: object) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke="currentColor", **attributes)


def document(*, title: str, description: str, height: float, parts: Iterable[str]) -> SafeString:
    """The whole chart. It takes the width it is given and the colour of the text around it."""
    name = identifier(title, description)
    content = [
        element("title", escape(title), id=f"{name}-titre"),
        element("desc", escape(description), id=f"{name}-texte"),
        *parts,
    ]
    svg = element(
        "svg",
        "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {_short(height)}",
        role="img",
        aria_labelledby=f"{name}-titre {name}-texte",
        font_family=FONTS,
        font_size=FONT_SIZE,
        fill="currentColor",
    )
    return mark_safe(svg)  # every text and attribute has been escaped


def identifier(*texts: str) -> str:
    """A name for an element that no other chart of the page has."""
    return f"graphique-{sha256('|'.join(texts).encode()).hexdigest()[:10]}"


def width_of(content: str) -> float:
    """About how wide a text is drawn."""
    return len(content) * FONT_SIZE * 0.58


def shortened(content: str, width: float) -> str:
    """The text, cut with an ellipsis where it would be wider."""
    most = max(1, int(width / (FONT_SIZE * 0.58)))
    return content if len(content) <= most else f"{content[: most - 1].rstrip()}…"


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
