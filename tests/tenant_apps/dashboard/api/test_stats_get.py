"""GET /dashboard/stats/: every figure counted by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.selectors.stats import dashboard_stats
from tenant_apps.dashboard.services.days import close_days
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.dashboard.factories import (
    BASE,
    clock,
    close,
    commented,
    liked,
    local,
    published,
    registered,
)
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.publications.factories import make_publication

STATS = f"{BASE}stats/"
NOTHING = {"total": 0, "trend": 0.0, "trend_direction": "stable"}


@pytest.fixture
def moderator(mairie_a):
    """Not a citizen, so not counted."""
    with mairie_context(mairie_a):
        return make_user(role="moderator")


def fill_spring():
    """What happened before Tuesday 10 March 2026, 12:00."""
    mayor = make_user(role="mayor")
    for moment in ("2026-01-15 08:00", "2026-02-03 09:00", "2026-02-10 23:59", "2026-02-11 00:00"):
        published(moment, author=mayor, views_count=10)
    first = published("2026-03-01 00:00", author=mayor, views_count=100)
    published("2026-03-09 10:00", author=mayor, type="communique", views_count=50)
    published("2026-03-10 11:59", author=mayor, type="communique", status="archived")
    make_publication(author=mayor, status="draft", views_count=7)
    make_publication(author=mayor, status="scheduled", scheduled_at=local("2026-03-10 18:00"))
    make_publication(author=mayor, status="scheduled", scheduled_at=local("2026-03-10 11:00"))
    liked(first, "2026-02-02 10:00", "2026-03-05 10:00", "2026-03-10 10:00")
    commented(first, "2026-03-06 10:00", "2026-03-10 10:00")
    commented(first, "2026-03-06 11:00", status="hidden")
    for moment in ("2025-12-31 23:30", "2026-02-09 12:00", "2026-03-02 12:00", "2026-03-10 09:00", "2026-03-10 09:30"):
        registered(moment)
    registered("2026-03-03 12:00", is_active=False)
    registered("2026-03-03 12:00", role="admin")
    registered("2026-03-04 12:00", role="admin", role_status="pending")
    for moment in (
        "2026-02-05 18:00",
        "2026-02-06 18:00",
        "2026-03-04 18:00",
        "2026-03-09 18:00",
        "2026-03-13 18:00",
        "2026-04-01 18:00",
    ):
        make_event(start_at=local(moment), author=mayor)
    make_event(start_at=local("2026-03-07 10:00"), end_at=local("2026-03-09 18:00"), author=mayor)


EXPECTED = {
    "citizens": {"total": 6, "trend": 300.0, "trend_direction": "up", "new_this_month": 4},
    "publications": {"total": 8, "trend": 100.0, "trend_direction": "up", "posts": 6, "communiques": 2},
    "events": {"total": 7, "trend": 50.0, "trend_direction": "up", "upcoming": 2, "this_week": 3},
    "messages": {**NOTHING, "unread": 0},
    "engagement": {"likes_total": 3, "comments_total": 2, "views_total": 190, "average_engagement_rate": 2.6},
}


@pytest.mark.parametrize("via", ["host", "code"])
@pytest.mark.parametrize("closed", [(), ("2026-02-20 12:00",), ("2026-01-20 12:00", "2026-03-10 00:06")])
def test_figures_are_right_however_many_days_have_been_closed(client_for, mairie_a, moderator, via, closed):
    with mairie_context(mairie_a):
        fill_spring()
        for moment in closed:
            close(moment)

    with clock("2026-03-10 12:00"):
        response = client_for(mairie_a, user=moderator, via=via).get(STATS)

    assert response.status_code == 200
    assert without_database_clock(response.json()) == without_database_clock(EXPECTED)


def without_database_clock(body):
    """What is to come is decided by the database's clock, which does not stand still."""
    return {**body, "events": {key: value for key, value in body["events"].items() if key != "upcoming"}}


def test_a_mairie_where_nothing_has_happened_has_zeros(client_for, mairie_a, moderator):
    response = client_for(mairie_a, user=moderator).get(STATS)

    assert response.json() == {
        "citizens": {**NOTHING, "new_this_month": 0},
        "publications": {**NOTHING, "posts": 0, "communiques": 0},
        "events": {**NOTHING, "upcoming": 0, "this_week": 0},
        "messages": {**NOTHING, "unread": 0},
        "engagement": {"likes_total": 0, "comments_total": 0, "views_total": 0, "average_engagement_rate": 0.0},
    }


@pytest.mark.parametrize(
    ("now", "moments", "trend"),
    [
        # 31 March has no like in February: all of February is compared with all of March.
        ("2026-03-31 12:00", ["2026-02-01 00:00", "2026-02-28 23:59", "2026-03-30 08:00"], (-50.0, "down")),
        ("2026-01-01 00:30", ["2025-12-01 00:00", "2025-12-01 23:59", "2025-12-02 00:00"], (-100.0, "down")),
        ("2026-01-01 00:30", ["2025-12-31 23:59", "2026-01-01 00:00"], (100.0, "up")),
        ("2028-02-29 23:59", ["2028-01-29 23:59", "2028-01-30 00:00", "2028-02-29 12:00"], (0.0, "stable")),
        ("2026-05-15 12:00", ["2026-04-16 10:00"], (0.0, "stable")),
        (
            "2026-05-15 12:00",
            ["2026-04-15 10:00", "2026-04-14 10:00", "2026-04-01 00:00", "2026-05-15 11:00"],
            (-66.7, "down"),
        ),
    ],
)
@pytest.mark.parametrize("is_closed", [True, False])
def test_the_trend_compares_the_same_days_of_two_months(
    client_for, mairie_a, moderator, now, moments, trend, is_closed
):
    with mairie_context(mairie_a):
        for moment in moments:
            published(moment)
        if is_closed:
            close(now)

    with clock(now):
        body = client_for(mairie_a, user=moderator).get(STATS).json()["publications"]

    assert (body["trend"], body["trend_direction"]) == trend


@pytest.mark.parametrize(
    ("zone", "moment", "in_march"),
    [
        ("Europe/Paris", "2026-03-31T22:30:00+00:00", False),  # summer time: 00:30 on 1 April
        ("Europe/Paris", "2026-02-28T23:30:00+00:00", True),  # winter time: 00:30 on 1 March
        ("Indian/Reunion", "2026-02-28T20:30:00+00:00", True),
        ("Indian/Reunion", "2026-03-31T20:30:00+00:00", False),
        ("America/Martinique", "2026-04-01T03:30:00+00:00", True),
        ("America/Martinique", "2026-03-01T03:30:00+00:00", False),
    ],
)
@pytest.mark.parametrize("is_closed", [True, False])
def test_months_begin_at_the_mairies_own_midnight(mairie_a, zone, moment, in_march, is_closed):
    with mairie_context(replace(mairie_a, timezone=zone)):
        user = registered("2020-01-01 12:00")
        type(user).objects.update(created_at=datetime.fromisoformat(moment))
        with clock("2026-03-31 23:59", zone):
            if is_closed:
                close_days()
            found = dashboard_stats()["citizens"]["new_this_month"]

    assert found == int(in_march)


def test_events_to_come_and_of_this_week(client_for, mairie_a, moderator):
    with mairie_context(mairie_a):
        now = timezone.now()
        make_event(start_at=now - timedelta(hours=2), end_at=now + timedelta(hours=2))
        make_event(start_at=now + timedelta(minutes=5))
        make_event(start_at=now + timedelta(days=40))
        make_event(start_at=now - timedelta(days=40), end_at=now + timedelta(days=40))
        make_event(start_at=now - timedelta(days=40))

    body = client_for(mairie_a, user=moderator).get(STATS).json()["events"]

    assert (body["total"], body["upcoming"]) == (5, 2)
    assert body["this_week"] >= 2


@pytest.mark.parametrize("role", ["moderator", "admin", "mayor"])
def test_staff_reads_it(client_for, mairie_a, role):
    assert client_for(mairie_a, role).get(STATS).status_code == 200


def test_others_do_not(client_for, mairie_a):
    assert client_for(mairie_a).get(STATS).status_code == 401
    assert client_for(mairie_a, "citizen").get(STATS).status_code == 403


def test_another_mairies_rows_do_not_count(client_for, mairie_a, mairie_b, moderator):
    with mairie_context(mairie_b):
        published("2026-03-01 12:00")
        registered("2026-03-01 12:00")
        close("2026-03-05 12:00")

    body = client_for(mairie_a, user=moderator).get(STATS).json()

    assert body["publications"]["total"] == 0
    assert body["citizens"]["total"] == 0


def test_the_number_of_statements_is_the_same_for_one_row_and_for_many(client_for, mairie_a, moderator):
    client = client_for(mairie_a, user=moderator)
    client.get(STATS)  # plans the closing of days, once
    with queries() as empty:
        client.get(STATS)
    with mairie_context(mairie_a):
        fill_spring()
    with queries() as filled:
        client.get(STATS)

    assert len(filled) == len(empty) <= 8


def test_reading_has_the_days_that_are_over_closed_once(client_for, mairie_a, moderator):
    with mairie_context(mairie_a):
        published("2026-03-01 12:00")

    with clock("2026-03-10 12:00"):
        client = client_for(mairie_a, user=moderator)
        client.get(STATS)
        client.get(STATS)

    with mairie_context(mairie_a):
        assert not Day.objects.exists()
    assert list(Job.objects.filter(kind="dashboard.close_days").values_list("key", "generation")) == [("2026-03-09", 1)]
