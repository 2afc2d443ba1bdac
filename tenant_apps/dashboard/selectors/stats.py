"""The mairie's figures at a glance."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from core.tenancy.clock import today
from tenant_apps.dashboard.percentages import rate, trend
from tenant_apps.dashboard.periods import Period, month_so_far
from tenant_apps.dashboard.selectors.counting import count_content
from tenant_apps.dashboard.selectors.days import Sums, closed_sums
from tenant_apps.events.selectors.figures import events_by_day, events_on_days


@dataclass(frozen=True, slots=True)
class Stats:
    """Sums by the names of figures: of all time, of this month so far, of the same days of the month before."""

    total: Sums
    this: Sums
    before: Sums
    upcoming_events: int = 0
    unread_messages: int = 0

    def trend(self, *names: str) -> dict[str, Any]:
        """How the sum of the figures has changed."""
        return trend(now=sum(self.this[name] for name in names), before=sum(self.before[name] for name in names))


def dashboard_stats() -> dict[str, Any]:
    """In the contract's shape. Closed days are summed from their rows, and the few others counted: six statements."""
    day = today()
    stats = _stats(*month_so_far(day))
    week, total = Period.week_of(day), stats.total
    return {
        "citizens": {
            "total": total["citizens"],
            **stats.trend("citizens"),
            "new_this_month": stats.this["citizens"],
        },
        "publications": {
            "total": total["posts"] + total["communiques"],
            **stats.trend("posts", "communiques"),
            "posts": total["posts"],
            "communiques": total["communiques"],
        },
        "events": {
            "total": total["events"],
            **stats.trend("events"),
            "upcoming": stats.upcoming_events,
            "this_week": events_on_days(first=week.first, last=week.last),
        },
        "messages": {"total": total["messages"], **stats.trend("messages"), "unread": stats.unread_messages},
        "engagement": _engagement(total),
    }


def _engagement(total: Sums) -> dict[str, Any]:
    likes, comments, views = total["likes"], total["comments"], total["publication_views"]
    return {
        "likes_total": likes,
        "comments_total": comments,
        "views_total": views,
        "average_engagement_rate": rate(part=likes + comments, whole=views),
    }


def _stats(this: Period, before: Period) -> Stats:
    closed = closed_sums(this=this, before=before)
    stats = Stats(closed.total, closed.this, closed.before)
    days, unread = count_content(period=closed.open)
    for day, figures in days.items():
        for name, number in figures.counts.items():
            _add(stats, this, before, day, name, number)
    upcoming = 0
    for figure in events_by_day(first=closed.open.first):
        upcoming += figure.upcoming
        _add(stats, this, before, figure.day, "events", figure.number)
    return replace(stats, upcoming_events=upcoming, unread_messages=unread)


def _add(stats: Stats, this: Period, before: Period, day: date, name: str, number: int) -> None:
    stats.total[name] += number
    for period, sums in ((this, stats.this), (before, stats.before)):
        if day in period:
            sums[name] += number
