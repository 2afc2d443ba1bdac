"""A theme that everybody can read."""

from typing import Any

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.website.colours import TEXT_RATIO, contrast, readable
from tenant_apps.website.fonts import FONTS

# Colours that are read as text on the background: the text itself, and links in the primary colour.
READ_ON_BACKGROUND = ("text_color", "primary_color")
COLOURS = ("primary_color", "secondary_color", "accent_color", "background_color", "text_color")


def merged_theme(theme: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The theme with what was sent; raises ValidationFailed for a contrast that WCAG AA does not accept.

    `details["contrast"]` gives `field`, `ratio`, `required` and `suggestion`, the nearest colour that passes.
    """
    merged = {**theme, **{name: value.upper() if name in COLOURS else value for name, value in changes.items()}}
    if merged["font_family"] not in FONTS:
        fonts = ", ".join(FONTS)
        raise ValidationFailed(
            {"theme.font_family": [_("Choisissez une police parmi : %(fonts)s.") % {"fonts": fonts}]}
        )
    if refused := _unreadable(merged):
        error = ValidationFailed({f"theme.{one['field']}": [_reason(one)] for one in refused})
        error.details["contrast"] = refused
        raise error
    return merged


def _unreadable(theme: dict[str, Any]) -> list[dict[str, Any]]:
    background = theme["background_color"]
    return [
        {
            "field": name,
            "ratio": int(ratio * 100) / 100,  # cut, not rounded: 4.499 is not 4.5
            "required": TEXT_RATIO,
            "suggestion": readable(theme[name], on=[background]),
        }
        for name in READ_ON_BACKGROUND
        if (ratio := contrast(theme[name], background)) < TEXT_RATIO
    ]


def _reason(refused: dict[str, Any]) -> str:
    text = _("Contraste de %(ratio)s:1 sur le fond, %(required)s:1 au moins est exigé : %(suggestion)s conviendrait.")
    ratio, required = (f"{refused[name]:.2f}".replace(".", ",") for name in ("ratio", "required"))
    return text % {"ratio": ratio, "required": required, "suggestion": refused["suggestion"]}
