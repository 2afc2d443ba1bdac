"""What the charts of a week, a month or a year show."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from core.tenancy.clock import today
from tenant_apps.accounts.selectors.figures import citizens_by_birth_year
from tenant_apps.dashboard.percentages import shares
from tenant_apps.dashboard.periods import Period
from tenant_apps.dashboard.selectors.counting import count_publications
from tenant_apps.dashboard.selectors.days import day_rows, open_days_and_ages
from tenant_apps.publications.selectors.categories import categories

WEEKDAYS = ("Lun", "Mar", "Mer", "Jeu", "Ven", "Sam", "Dim")
MONTHS = ("Janv", "Févr", "Mars", "Avr", "Mai", "Juin", "Juil", "Août", "Sept", "Oct", "Nov", "Déc")
PERIODS = ("week", "month", "year")
ALL = "all"
TYPES = (ALL, "visits", "publications", "engagement")
DEVICES = ("mobile", "desktop", "tablet")
# Youngest and oldest age of each group.
AGE_GROUPS = {"18-25": (18, 25), "26-35": (26, 35), "36-45": (36, 45), "46-55": (46, 55), "56+": (56, 150)}


@dataclass(frozen=True, slots=True)
class Buckets:
    """The labels of a chart and which of them each day belongs to."""

    period: Period
    labels: tuple[str, ...]
    place: Callable[[date], int]

    @classmethod
    def of(cls, name: str, day: date) -> "Buckets":
        """The week, month or year that the day is in: weekdays, days by number, or months."""
        if name == "week":
            return cls(Period.week_of(day), WEEKDAYS, date.weekday)
        if name == "month":
            month = Period.month_of(day)
            return cls(month, tuple(str(one.day) for one in month), lambda one: one.day - 1)
        return cls(Period.year_of(day), MONTHS, lambda one: one.month - 1)


@dataclass(slots=True)
class Content:
    """Sums over the period: each figure by place, audience by device, publications by category, citizens by year."""

    buckets: Buckets
    figures: dict[str, Counter[int]] = field(default_factory=dict)
    devices: Counter[str] = field(default_factory=Counter)
    categories: Counter[int] = field(default_factory=Counter)
    ages: dict[int, int] = field(default_factory=dict)

    def add(self, day: date, name: str, number: int) -> None:
        self.figures.setdefault(name, Counter())[self.buckets.place(day)] += number

    def series(self, name: str) -> list[int]:
        """The figure for each label."""
        numbers = self.figures.get(name, Counter())
        return [numbers[place] for place in range(len(self.buckets.labels))]


def dashboard_charts(*, period: str, type: str = ALL) -> dict[str, Any]:
    """In the contract's shape; charts that were not asked for are there and empty. At most five statements."""
    content = _content(period)
    charts: dict[str, Any] = {"period": period}
    for name, kind, series in (
        ("visits_chart", "visits", {"data": "visits"}),
        ("publications_chart", "publications", {"posts": "posts", "communiques": "communiques"}),
        ("engagement_chart", "engagement", {"likes": "likes", "comments": "comments"}),
    ):
        asked = type in {ALL, kind}
        charts[name] = {"labels": list(content.buckets.labels) if asked else []}
        charts[name] |= {key: content.series(figure) if asked else [] for key, figure in series.items()}
    charts["category_distribution"] = _distribution(content.categories if type in {ALL, "publications"} else Counter())
    charts["audience_demographics"] = _demographics(content if type in {ALL, "visits"} else None)
    return charts


def _content(name: str) -> Content:
    content = Content(Buckets.of(name, today()))
    period = content.buckets.period
    still_open, ages = open_days_and_ages()
    content.ages = citizens_by_birth_year() if ages is None else ages
    for row in day_rows(period=period):
        content.add(row.day, "visits", row.visits)
        content.devices.update({device: getattr(row, device) for device in DEVICES})
        if row.day not in still_open:
            for figure in ("posts", "communiques", "likes", "comments"):
                content.add(row.day, figure, getattr(row, figure))
            content.categories.update(row.categories)
    _add_open_days(content, Period(max(still_open.first, period.first), min(still_open.last, period.last)))
    return content


def _add_open_days(content: Content, still_open: Period) -> None:
    if still_open.first > still_open.last:
        return
    for day, figures in count_publications(period=still_open).items():
        content.categories.update(figures.categories)
        for name, number in figures.counts.items():
            content.add(day, name, number)


def _distribution(numbers: Counter[int]) -> dict[str, list[Any]]:
    """The categories that publications of the period carry, most used first."""
    known = [category for category in categories() if numbers[category.pk]] if numbers else []
    known.sort(key=lambda category: -numbers[category.pk])
    return {
        "labels": [category.label for category in known],
        "data": shares([numbers[category.pk] for category in known]),
        "colors": [category.color for category in known],
    }


def _demographics(content: Content | None) -> dict[str, dict[str, int]]:
    ages = _by_age(content.ages.items()) if content else [0] * len(AGE_GROUPS)
    devices = [content.devices[device] if content else 0 for device in DEVICES]
    return {
        "age_groups": dict(zip(AGE_GROUPS, shares(ages), strict=True)),
        "devices": dict(zip(DEVICES, shares(devices), strict=True)),
    }


def _by_age(years: Iterable[tuple[int, int]]) -> list[int]:
    """How many adults there are in each group, by the age they reach this year."""
    now, born = today().year, list(years)
    return [
        sum(number for year, number in born if youngest <= now - year <= oldest)
        for youngest, oldest in AGE_GROUPS.values()
    ]
