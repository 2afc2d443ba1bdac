"""Counting what happened on days, from the rows of every app."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from core.tenancy import require
from core.tenancy.statements import fetch
from tenant_apps.accounts.selectors.figures import citizens_by_day
from tenant_apps.dashboard.periods import Period
from tenant_apps.events.selectors.figures import events_by_day
from tenant_apps.messages.selectors.figures import messages_by_day
from tenant_apps.publications.selectors.figures import COMMENT, LIKE, figures_by_day

ACTIVITIES = """
SELECT (a.created_at AT TIME ZONE %(zone)s::text)::date, count(*) FROM dashboard_activity a
WHERE a.created_at >= %(since)s AND a.created_at < %(until)s GROUP BY 1
"""
# Of a row that counts publications or reactions, the figure it belongs to.
OF_KIND = {"post": "posts", "communique": "communiques", LIKE: "likes", COMMENT: "comments"}


@dataclass(slots=True)
class Figures:
    """What was counted of a day: `counts` by their names in COUNTED, and publications by the id of their category."""

    counts: Counter[str] = field(default_factory=Counter)
    categories: Counter[int] = field(default_factory=Counter)


Counted = defaultdict[date, Figures]


def count_everything(*, period: Period) -> Counted:
    """Figures of each day of the period on which there was something; days without are missing."""
    days, _unread = count_content(period=period)
    _add(days, "activities", activities_by_day(period=period))
    events = events_by_day(first=period.first, last=period.last)
    _add(days, "events", {figure.day: figure.number for figure in events})
    return days


def count_content(*, period: Period) -> tuple[Counted, int]:
    """The same without events and activities, and how many conversations wait to be read now."""
    days = count_publications(period=period)
    messages, unread = messages_by_day(since=period.since, until=period.until)
    _add(days, "citizens", citizens_by_day(since=period.since, until=period.until))
    _add(days, "messages", messages)
    return days, unread


def count_publications(*, period: Period) -> Counted:
    """Publications, likes and comments of each day."""
    days: Counted = defaultdict(Figures)
    for figure in figures_by_day(since=period.since, until=period.until, now=timezone.now()):
        day = days[figure.day]
        day.counts[OF_KIND[figure.kind]] += figure.number
        day.counts["publication_views"] += figure.views
        if figure.category_id is not None:
            day.categories[figure.category_id] += figure.number
    return days


def activities_by_day(*, period: Period) -> dict[date, int]:
    """Activities recorded on each day."""
    values = {"zone": require().timezone, "since": period.since, "until": period.until}
    return dict(fetch(ACTIVITIES, values))


def _add(days: Counted, name: str, numbers: Mapping[date, int]) -> None:
    for day, number in numbers.items():
        days[day].counts[name] += number
