"""The printed report of the dashboard: key figures, charts, and the figures behind them."""

import html
import re
from collections.abc import Mapping
from itertools import groupby
from typing import IO, Any

from django.utils.translation import gettext as _

from core.charts import Series, Share, bar_chart, line_chart, share_chart
from tenant_apps.exports.sheets.stats import Figure, Part, Statistics
from tenant_apps.exports.writers.pdf_file import document, printed, table_of

_DESCRIPTION = re.compile(r"<desc[^>]*>(.*?)</desc>", re.DOTALL)


def write(*, statistics: Statistics, target: IO[bytes]) -> int:
    """Print the report and give the number of its lines."""
    charts = {f"chart-{number}.svg": (title, svg) for number, (title, svg) in enumerate(_charts(statistics))}
    _figures, details, _parts = statistics.sheets()
    data = {
        "title": statistics.title,
        "subtitle": statistics.subtitle,
        "groups": _groups(statistics.figures),
        "charts": [{"file": name, "title": title, "alt": _alt(title, svg)} for name, (title, svg) in charts.items()],
        "details": {"title": details.title, "table": table_of(details)},
    }
    target.write(document("stats.typ", data, {name: svg.encode() for name, (_title, svg) in charts.items()}))
    return len(statistics.figures) + len(statistics.lines) + len(statistics.parts)


def _charts(statistics: Statistics) -> list[tuple[str, str]]:
    """Title and SVG of each chart, as the dashboard draws them."""
    charts = statistics.charts
    visits, posts, engagement = (charts[f"{name}_chart"] for name in ("visits", "publications", "engagement"))
    labels = visits["labels"]
    titles = [_("Visites du site"), _("Publications"), _("Réactions"), _("Catégories"), _("Âges"), _("Appareils")]
    drawn = [
        line_chart(title=titles[0], labels=labels, series=[Series(_("Visites"), visits["data"])]),
        bar_chart(
            title=titles[1], labels=labels, series=_two(posts, posts=_("Publications"), communiques=_("Communiqués"))
        ),
        bar_chart(
            title=titles[2], labels=labels, series=_two(engagement, likes=_("J'aime"), comments=_("Commentaires"))
        ),
        *(share_chart(title=title, shares=_shares(statistics.parts, title)) for title in titles[3:]),
    ]
    return list(zip(titles, map(str, drawn), strict=True))


def _two(chart: Mapping[str, Any], **names: str) -> list[Series]:
    return [Series(label, chart[key]) for key, label in names.items()]


def _shares(parts: list[Part], group: str) -> list[Share]:
    """The parts of one whole; a whole of nothing has none."""
    shares = [Share(part.name, part.percent) for part in parts if part.group == group]
    return shares if any(share.percent for share in shares) else []


def _groups(figures: list[Figure]) -> list[dict[str, Any]]:
    """Key figures of one subject beside each other."""
    return [
        {"name": name, "figures": [_shown(figure) for figure in group]}
        for name, group in groupby(figures, key=lambda figure: figure.group)
    ]


def _shown(figure: Figure) -> dict[str, str]:
    return {"name": figure.name, "value": printed(figure.value), "trend": _trend(figure.trend)}


def _trend(trend: float | None) -> str:
    if trend is None:
        return ""
    sign = "+" if trend > 0 else "−" if trend < 0 else ""
    return _("%(change)s %% sur un mois") % {"change": f"{sign}{printed(abs(float(trend)))}"}


def _alt(title: str, svg: str) -> str:
    """What the chart says to those who don't see it."""
    found = _DESCRIPTION.search(svg)
    return f"{title}. {html.unescape(found[1])}" if found else title
