"""Shares of a whole: a bar each under its name, which are compared more easily than slices of a disc."""

from collections.abc import Sequence

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.marks import FAINT, FONT_SIZE, WIDTH, document, element, shortened, text, width_of
from core.charts.numbers import NO_BREAK_SPACE, percent
from core.charts.series import Share, color_of

ROW_HEIGHT = 38.0
BAR_HEIGHT = 14.0


def share_chart(*, title: str, shares: Sequence[Share]) -> SafeString:
    """A bar for each share, its name before it and its percentage after it, in the order given."""
    parts = [part for position, share in enumerate(shares) for part in _row(share, position)]
    if not shares:
        parts = [text(_("Aucune donnée"), x=WIDTH / 2, y=ROW_HEIGHT / 2 + FONT_SIZE / 3, anchor="middle")]
    description = ", ".join(f"{share.label}{NO_BREAK_SPACE}: {percent(share.percent)}" for share in shares)
    return document(
        title=title,
        description=description or _("Aucune donnée"),
        height=ROW_HEIGHT * max(1, len(shares)),
        parts=parts,
    )


def _row(share: Share, position: int) -> list[str]:
    top, amount = ROW_HEIGHT * position, percent(share.percent)
    color = color_of(share, position)
    filled = WIDTH * min(100.0, max(0.0, share.percent)) / 100
    bar = {"y": top + FONT_SIZE + 6, "height": BAR_HEIGHT, "rx": 2}
    parts = [
        text(shortened(share.label, WIDTH - width_of(amount) - FONT_SIZE), x=0, y=top + FONT_SIZE),
        text(amount, x=WIDTH, y=top + FONT_SIZE, anchor="end", font_weight="bold"),
        element("rect", x=0, width=WIDTH, fill="currentColor", fill_opacity=FAINT, **bar),
    ]
    return [*parts, element("rect", x=0, width=filled, fill=color, **bar)] if filled else parts
