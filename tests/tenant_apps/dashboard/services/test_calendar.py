"""Figures where the calendar is uneven: leap days, week 53, months of other lengths, midnights far from UTC."""

from dataclasses import replace
from datetime import datetime

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.selectors.charts import dashboard_charts
from tenant_apps.dashboard.selectors.stats import dashboard_stats
from tenant_apps.dashboard.services.days import close_days
from tests.factories import make_user
from tests.tenant_apps.dashboard.factories import clock, close, published, registered


@pytest.fixture(params=[True, False], ids=["closed", "open"])
def settle(request):
    """Closes the days that are over as a job would have, or leaves them to be counted when they are asked for."""
    return close if request.param else lambda moment: None


@pytest.fixture
def here(mairie_a, inside):
    inside(mairie_a)


def posts(moment: str, period: str) -> dict[str, int]:
    """The labels with publications, and how many."""
    with clock(moment):
        chart = dashboard_charts(period=period)["publications_chart"]
    return {
        f"{place}:{label}": number
        for place, (label, number) in enumerate(zip(chart["labels"], chart["posts"], strict=True))
        if number
    }


def test_the_leap_day_has_its_place_in_the_month_the_week_and_the_year(here, settle):
    for moment in ("2028-02-28 23:59", "2028-02-29 00:00", "2028-02-29 23:59", "2028-03-01 00:00"):
        published(moment)
    settle("2028-03-01 12:00")

    assert posts("2028-02-29 23:59", "month") == {"27:28": 1, "28:29": 2}
    assert posts("2028-03-01 12:00", "week") == {"0:Lun": 1, "1:Mar": 2, "2:Mer": 1}
    assert posts("2028-03-01 12:00", "year") == {"1:Févr": 3, "2:Mars": 1}


@pytest.mark.parametrize("moment", ["2026-12-28 00:00", "2026-12-31 23:59", "2027-01-01 00:00", "2027-01-03 23:59"])
def test_week_53_is_one_week_of_two_years(here, settle, moment):
    """Monday 28 December 2026 to Sunday 3 January 2027."""
    for written in (
        "2026-12-27 23:59",
        "2026-12-28 00:00",
        "2026-12-31 23:59",
        "2027-01-01 00:00",
        "2027-01-03 23:59",
        "2027-01-04 00:00",
    ):
        published(written)
        Day.objects.create(day=written[:10], visits=int(written[8:10]))
    settle("2027-01-03 23:59")

    with clock(moment):
        visits = dashboard_charts(period="week")["visits_chart"]["data"]
    seen = posts("2027-01-03 23:59", "week")

    assert visits == [28, 0, 0, 31, 1, 0, 3]
    assert seen == {"0:Lun": 1, "3:Jeu": 1, "4:Ven": 1, "6:Dim": 1}


def test_the_year_begins_in_the_middle_of_week_53(here, settle):
    published("2026-12-31 23:59")
    published("2027-01-01 00:00")
    settle("2027-01-02 12:00")

    assert posts("2027-01-02 12:00", "year") == {"0:Janv": 1}
    assert posts("2027-01-02 12:00", "month") == {"0:1": 1}


@pytest.mark.parametrize(
    ("zone", "last", "first"),
    [
        # UTC-10: midnight is 10:00 in Greenwich; UTC+4: 20:00 of the day before.
        ("Pacific/Tahiti", "2026-04-01T09:59:59+00:00", "2026-04-01T10:00:00+00:00"),
        ("Indian/Reunion", "2026-03-31T19:59:59+00:00", "2026-03-31T20:00:00+00:00"),
        ("Pacific/Noumea", "2026-03-31T12:59:59+00:00", "2026-03-31T13:00:00+00:00"),
        ("America/Miquelon", "2026-04-01T01:59:59+00:00", "2026-04-01T02:00:00+00:00"),
    ],
)
@pytest.mark.parametrize("is_closed", [True, False])
def test_overseas_a_day_ends_at_its_own_midnight(mairie_a, zone, last, first, is_closed):
    """The last second of Tuesday 31 March and the first of Wednesday 1 April 2026."""
    with mairie_context(replace(mairie_a, timezone=zone)):
        moderator = make_user(role="moderator")
        for moment in (last, first, first):
            published("2026-01-01 12:00", author=moderator, published_at=datetime.fromisoformat(moment))
            user = registered("2020-01-01 12:00")
            type(user).objects.filter(pk=user.pk).update(created_at=datetime.fromisoformat(moment))
        with clock("2026-04-02 12:00", zone):
            if is_closed:
                close_days()
            week = dashboard_charts(period="week")["publications_chart"]["posts"]
            stats = dashboard_stats()

    assert week == [0, 1, 2, 0, 0, 0, 0]
    assert (stats["citizens"]["total"], stats["citizens"]["new_this_month"]) == (3, 2)
    assert stats["citizens"]["trend"] == 100.0  # 1 and 2 April with nothing on 1 and 2 March


@pytest.mark.parametrize("zone", ["Pacific/Tahiti", "Indian/Reunion"])
def test_overseas_a_day_is_closed_five_minutes_after_its_own_midnight(mairie_a, zone):
    with mairie_context(replace(mairie_a, timezone=zone)):
        for moment, day in (("2026-04-01 00:04", "2026-03-30"), ("2026-04-01 00:05", "2026-03-31")):
            with clock(moment, zone):
                close_days()
            assert f"{Day.objects.latest('day').day}" == day


def test_on_the_first_of_a_month_its_chart_has_one_point_with_something(here, settle):
    published("2026-02-28 23:59")
    published("2026-03-01 00:00")
    Day.objects.create(day="2026-03-01", visits=5, mobile=5)
    settle("2026-03-01 12:00")

    with clock("2026-03-01 12:00"):
        charts = dashboard_charts(period="month")

    assert posts("2026-03-01 12:00", "month") == {"0:1": 1}
    assert charts["visits_chart"]["data"] == [5] + [0] * 30
    assert charts["category_distribution"] == {"labels": [], "data": [], "colors": []}
    assert charts["audience_demographics"]["devices"] == {"mobile": 100, "desktop": 0, "tablet": 0}


@pytest.mark.parametrize(
    ("now", "before", "this", "change"),
    [
        # Each longer month's end is compared with all of the shorter one before it, leap day included.
        ("2028-03-30 12:00", ["2028-02-01 00:00", "2028-02-29 23:59"], ["2028-03-30 11:00"], -50.0),
        ("2026-03-29 12:00", ["2026-02-28 23:59"], ["2026-03-29 11:00", "2026-03-01 00:00"], 100.0),
        ("2026-07-31 12:00", ["2026-06-30 23:59", "2026-06-01 00:00"], ["2026-07-31 11:00"], -50.0),
        # A shorter month's end with as many days of the longer one: 29 to 31 January are left out.
        ("2026-02-28 12:00", ["2026-01-28 23:59"], ["2026-02-28 11:00"], 0.0),
        ("2026-02-28 12:00", ["2026-01-29 00:00", "2026-01-31 23:59"], ["2026-02-28 11:00"], 100.0),
    ],
)
def test_a_month_is_compared_with_the_days_that_the_one_before_has(here, settle, now, before, this, change):
    for moment in (*before, *this):
        published(moment)
    settle(now)

    with clock(now):
        stats = dashboard_stats()["publications"]

    assert (stats["trend"], stats["total"]) == (change, len(before) + len(this))
