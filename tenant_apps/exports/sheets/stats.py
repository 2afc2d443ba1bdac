"""The dashboard's figures as sheets: key figures, one line a day or month, shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.french import dated
from tenant_apps.dashboard.selectors.charts import dashboard_charts
from tenant_apps.dashboard.selectors.stats import dashboard_stats
from tenant_apps.exports.sheets import Column, Sheet
from tenant_apps.exports.sheets.days import parse_day


class Figure(NamedTuple):
    """A key figure; `trend` is its change this month in percent, None where there is none."""

    group: str
    name: str
    value: float
    trend: float | None = None


class Line(NamedTuple):
    """What happened in one day or month of the period."""

    when: str
    visits: int
    posts: int
    communiques: int
    likes: int
    comments: int


class Part(NamedTuple):
    """A part of a whole, in percent."""

    group: str
    name: str
    percent: int


class Flat(NamedTuple):
    """Any of them, for a file that has one table only."""

    group: str
    name: str
    when: str
    value: float
    trend: float | None


FIGURES = (
    Column(gettext_lazy("Rubrique"), "group", width=22, share=24),
    Column(gettext_lazy("Indicateur"), "name", width=34, share=40),
    Column(gettext_lazy("Valeur"), "value", "number", 12, share=16),
    Column(gettext_lazy("Évolution sur un mois (%)"), "trend", "number", 24, share=20),
)
LINES = (
    Column(gettext_lazy("Période"), "when", width=20, share=26),
    Column(gettext_lazy("Visites"), "visits", "number", 12, share=14, total=True),
    Column(gettext_lazy("Publications"), "posts", "number", 14, share=16, total=True),
    Column(gettext_lazy("Communiqués"), "communiques", "number", 14, share=16, total=True),
    Column(gettext_lazy("J'aime"), "likes", "number", 12, share=12, total=True),
    Column(gettext_lazy("Commentaires"), "comments", "number", 15, share=16, total=True),
)
PARTS = (
    Column(gettext_lazy("Répartition"), "group", width=26, share=40),
    Column(gettext_lazy("Part"), "name", width=26, share=40),
    Column(gettext_lazy("Pourcentage"), "percent", "number", 14, share=20),
)
FLAT = (
    Column(gettext_lazy("Rubrique"), "group"),
    Column(gettext_lazy("Indicateur"), "name"),
    Column(gettext_lazy("Période"), "when"),
    Column(gettext_lazy("Valeur"), "value", "number"),
    Column(gettext_lazy("Évolution sur un mois (%)"), "trend", "number"),
)


@dataclass(frozen=True, slots=True)
class Statistics:
    """All that the dashboard says of a period, read once."""

    period: str
    day: date
    charts: dict[str, Any]
    figures: list[Figure]
    lines: list[Line]
    parts: list[Part]

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "Statistics":
        """Of the period that the day in the export's parameters is in."""
        period, day = parameters["period"], parse_day(parameters["day"]) or date.today()  # noqa: DTZ011
        charts = _so_far(dashboard_charts(period=period), period, day)
        return cls(period, day, charts, _figures(dashboard_stats()), _lines(charts, period, day), _parts(charts))

    @property
    def title(self) -> str:
        titles = {"week": _("Statistiques de la semaine"), "month": _("Statistiques du mois")}
        return titles.get(self.period, _("Statistiques de l'année"))

    @property
    def subtitle(self) -> str:
        """The period in words."""
        if self.period == "week":
            monday = self.day - timedelta(days=self.day.weekday())
            bounds = {"first": dated(monday), "last": dated(monday + timedelta(days=6))}
            return _("Du %(first)s au %(last)s") % bounds
        return date_format(self.day, "F Y").capitalize() if self.period == "month" else str(self.day.year)

    def sheets(self) -> list[Sheet]:
        """The tabs of a workbook."""
        return [
            Sheet(_("Chiffres clés"), FIGURES, self.figures, self.subtitle),
            Sheet(_("Détail"), LINES, self.lines, self.subtitle),
            Sheet(_("Répartitions"), PARTS, self.parts, self.subtitle),
        ]

    def flat(self) -> Sheet:
        """Everything as one table of figures."""
        rows = [Flat(figure.group, figure.name, "", figure.value, figure.trend) for figure in self.figures]
        for line in self.lines:
            for column in LINES[1:]:
                value = getattr(line, column.field)
                rows.append(Flat(_("Détail"), str(column.heading), line.when, value, None))
        rows += [Flat(part.group, part.name, self.subtitle, part.percent, None) for part in self.parts]
        return Sheet(self.title, FLAT, rows, self.subtitle)


def _figures(stats: Mapping[str, Any]) -> list[Figure]:
    citizens, posts, events, messages = (stats[name] for name in ("citizens", "publications", "events", "messages"))
    engagement = stats["engagement"]
    return [
        Figure(_("Citoyens"), _("Inscrits"), citizens["total"], citizens["trend"]),
        Figure(_("Citoyens"), _("Nouveaux ce mois-ci"), citizens["new_this_month"]),
        Figure(_("Publications"), _("Publications et communiqués"), posts["total"], posts["trend"]),
        Figure(_("Publications"), _("dont publications"), posts["posts"]),
        Figure(_("Publications"), _("dont communiqués"), posts["communiques"]),
        Figure(_("Événements"), _("Événements"), events["total"], events["trend"]),
        Figure(_("Événements"), _("À venir"), events["upcoming"]),
        Figure(_("Événements"), _("Cette semaine"), events["this_week"]),
        Figure(_("Messages"), _("Messages"), messages["total"], messages["trend"]),
        Figure(_("Messages"), _("Non lus"), messages["unread"]),
        Figure(_("Engagement"), _("Mentions « J'aime »"), engagement["likes_total"]),
        Figure(_("Engagement"), _("Commentaires"), engagement["comments_total"]),
        Figure(_("Engagement"), _("Vues"), engagement["views_total"]),
        Figure(_("Engagement"), _("Taux d'engagement moyen (%)"), float(engagement["average_engagement_rate"])),
    ]


def _so_far(charts: dict[str, Any], period: str, day: date) -> dict[str, Any]:
    """The charts without the days or months to come: a document does not show them as empty."""
    places = {"week": day.weekday() + 1, "month": day.day, "year": day.month}[period]
    cut = {name: values for name, values in charts.items() if name.endswith("_chart")}
    return charts | {
        name: {series: numbers[:places] for series, numbers in values.items()} for name, values in cut.items()
    }


def _lines(charts: Mapping[str, Any], period: str, day: date) -> list[Line]:
    visits, posts, reactions = (charts[f"{name}_chart"] for name in ("visits", "publications", "engagement"))
    columns = (visits["data"], posts["posts"], posts["communiques"], reactions["likes"], reactions["comments"])
    return [Line(_when(period, day, place), *values) for place, values in enumerate(zip(*columns, strict=True))]


def _when(period: str, day: date, place: int) -> str:
    """The day or the month behind the label at a place."""
    if period == "year":
        return date_format(date(day.year, place + 1, 1), "F Y").capitalize()
    first = day - timedelta(days=day.weekday()) if period == "week" else day.replace(day=1)
    one = first + timedelta(days=place)
    return f"{date_format(one, 'l').capitalize()} {dated(one).removesuffix(f' {one.year}')}"


def _parts(charts: Mapping[str, Any]) -> list[Part]:
    categories, audience = charts["category_distribution"], charts["audience_demographics"]
    devices = {"mobile": _("Téléphone"), "desktop": _("Ordinateur"), "tablet": _("Tablette")}
    return [
        *(Part(_("Catégories"), *pair) for pair in zip(categories["labels"], categories["data"], strict=True)),
        *(Part(_("Âges"), _age_group(years), percent) for years, percent in audience["age_groups"].items()),
        *(Part(_("Appareils"), devices[name], percent) for name, percent in audience["devices"].items()),
    ]


def _age_group(years: str) -> str:
    """`26-35 ans`, `56 ans et plus`."""
    if years.endswith("+"):
        return _("%(years)s ans et plus") % {"years": years.removesuffix("+")}
    return _("%(years)s ans") % {"years": years}
