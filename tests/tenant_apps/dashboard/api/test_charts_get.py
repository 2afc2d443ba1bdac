"""GET /dashboard/charts/: every figure counted by hand."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.services.days import recount_citizens
from tenant_apps.publications.models import Category
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.dashboard.factories import BASE, clock, close, commented, liked, published

CHARTS = f"{BASE}charts/"
WEEK = ["Lun", "Mar", "Mer", "Jeu", "Ven", "Sam", "Dim"]
NO_AGES = {"18-25": 0, "26-35": 0, "36-45": 0, "46-55": 0, "56+": 0}
NO_DEVICES = {"mobile": 0, "desktop": 0, "tablet": 0}


@pytest.fixture
def charts(client_for, mairie_a):
    """What is answered at a moment: `charts("2026-03-12 12:00", "period=week")`."""
    with mairie_context(mairie_a):
        moderator = make_user(role="moderator")

    def ask(moment: str, query: str = "", via: str = "host"):
        with clock(moment):
            response = client_for(mairie_a, user=moderator, via=via).get(f"{CHARTS}?{query}")
        assert response.status_code == 200, response.content
        return response.json()

    return ask


def fill_week():
    """The week from Monday 9 to Sunday 15 March 2026, and a day on each side of it."""
    Day.objects.create(day="2026-03-08", visits=99, mobile=99)
    Day.objects.create(day="2026-03-09", visits=1200, mobile=700, desktop=400, tablet=100)
    Day.objects.create(day="2026-03-12", visits=3, mobile=1, desktop=1, tablet=1)
    Day.objects.create(day="2026-03-16", visits=99, mobile=99)
    published("2026-03-08 23:59", category="culture")
    first = published("2026-03-09 00:00", category="culture")
    published("2026-03-10 10:00", type="communique", category="actualites")
    published("2026-03-11 10:00", category="actualites")
    published("2026-03-12 09:00")
    liked(first, "2026-03-08 23:59", "2026-03-09 00:00", "2026-03-12 09:00", "2026-03-12 10:00")
    commented(first, "2026-03-11 20:00")
    commented(first, "2026-03-11 20:00", status="hidden")


def born(*years: int, **fields):
    for year in years:
        make_user(birth_year=year, **fields)


def color(slug, mairie):
    with mairie_context(mairie):
        return Category.objects.get(slug=slug).color


@pytest.mark.parametrize("via", ["host", "code"])
@pytest.mark.parametrize("closed", [None, "2026-03-11 00:10", "2026-03-12 11:00"])
def test_the_week(charts, mairie_a, closed, via):
    with mairie_context(mairie_a):
        fill_week()
        born(2008, 2001, 2000, 1990, 1980, 1970, 1960, 1930)
        born(2010, 2015)  # no adults yet
        born(1950, is_verified=False)
        born(1951, role="mayor")
        if closed:
            close(closed)

    body = charts("2026-03-12 12:00", "period=week&type=all", via)

    assert body == {
        "period": "week",
        "visits_chart": {"labels": WEEK, "data": [1200, 0, 0, 3, 0, 0, 0]},
        "publications_chart": {"labels": WEEK, "posts": [1, 0, 1, 1, 0, 0, 0], "communiques": [0, 1, 0, 0, 0, 0, 0]},
        "engagement_chart": {"labels": WEEK, "likes": [1, 0, 0, 2, 0, 0, 0], "comments": [0, 0, 1, 0, 0, 0, 0]},
        "category_distribution": {
            "labels": ["Actualités", "Culture"],
            "data": [67, 33],
            "colors": [color("actualites", mairie_a), color("culture", mairie_a)],
        },
        "audience_demographics": {
            "age_groups": {"18-25": 25, "26-35": 13, "36-45": 13, "46-55": 12, "56+": 37},
            "devices": {"mobile": 58, "desktop": 33, "tablet": 9},
        },
    }


def test_the_month_shows_each_of_its_days(charts, mairie_a):
    with mairie_context(mairie_a):
        published("2026-01-31 23:59")
        published("2026-02-01 00:00")
        published("2026-02-28 12:00", type="communique")
        close("2026-02-20 12:00")

    body = charts("2026-02-28 23:00", "period=month")

    assert body["publications_chart"] == {
        "labels": [str(day) for day in range(1, 29)],
        "posts": [1] + [0] * 27,
        "communiques": [0] * 27 + [1],
    }
    assert body["visits_chart"]["data"] == [0] * 28


def test_the_year_shows_its_months_at_the_mairies_own_midnight(charts, mairie_a):
    with mairie_context(mairie_a):
        Day.objects.create(day="2025-12-31", visits=7)
        Day.objects.create(day="2026-01-01", visits=1)
        Day.objects.create(day="2026-01-31", visits=2)
        Day.objects.create(day="2026-12-31", visits=4)
        published("2025-12-31 23:59")
        for moment in ("2026-01-01 00:00", "2026-03-31 23:59", "2026-04-01 00:00", "2026-12-31 20:00"):
            published(moment)
        close("2026-06-01 12:00")

    body = charts("2026-12-31 23:00", "period=year")

    assert body["publications_chart"] == {
        "labels": ["Janv", "Févr", "Mars", "Avr", "Mai", "Juin", "Juil", "Août", "Sept", "Oct", "Nov", "Déc"],
        "posts": [1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1],
        "communiques": [0] * 12,
    }
    assert body["visits_chart"]["data"] == [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4]


@pytest.mark.parametrize(
    ("type", "shown"),
    [
        ("visits", {"visits_chart", "devices"}),
        ("publications", {"publications_chart", "categories"}),
        ("engagement", {"engagement_chart"}),
    ],
)
def test_with_a_type_the_other_charts_are_empty(charts, mairie_a, type, shown):
    with mairie_context(mairie_a):
        fill_week()

    body = charts("2026-03-12 12:00", f"type={type}")

    parts = {name: body[name] for name in ("visits_chart", "publications_chart", "engagement_chart")}
    found = {name for name, part in parts.items() if any(part.values())}
    found |= {"categories"} if body["category_distribution"]["data"] else set()
    found |= {"devices"} if any(body["audience_demographics"]["devices"].values()) else set()
    assert found == shown
    assert set(body) == {"period", *parts, "category_distribution", "audience_demographics"}


def test_a_mairie_where_nothing_has_happened_has_zeros(charts):
    body = charts("2026-03-12 12:00")

    assert body == {
        "period": "week",
        "visits_chart": {"labels": WEEK, "data": [0] * 7},
        "publications_chart": {"labels": WEEK, "posts": [0] * 7, "communiques": [0] * 7},
        "engagement_chart": {"labels": WEEK, "likes": [0] * 7, "comments": [0] * 7},
        "category_distribution": {"labels": [], "data": [], "colors": []},
        "audience_demographics": {"age_groups": NO_AGES, "devices": NO_DEVICES},
    }


def test_ages_are_as_they_were_last_counted(charts, mairie_a):
    """Given a count of the year before: birthdays pass by themselves, new citizens come with the next count."""
    with mairie_context(mairie_a):
        born(2000, 1991)
        with clock("2025-06-01 12:00"):
            recount_citizens()
        born(1960)

    ages = charts("2026-03-12 12:00")["audience_demographics"]["age_groups"]

    assert ages == {**NO_AGES, "26-35": 100}


@pytest.mark.parametrize("query", ["period=decade", "type=weather", "period=week&type=x"])
def test_an_unknown_period_or_type_is_refused(client_for, mairie_a, query):
    response = client_for(mairie_a, "moderator").get(f"{CHARTS}?{query}")

    assert response.status_code == 422
    assert set(response.json()["error"]["details"]) <= {"period", "type"}


def test_citizens_and_visitors_are_refused(client_for, mairie_a):
    assert client_for(mairie_a).get(CHARTS).status_code == 401
    assert client_for(mairie_a, "citizen").get(CHARTS).status_code == 403


@pytest.mark.parametrize("period", ["week", "month", "year"])
def test_the_number_of_statements_is_the_same_for_one_row_and_for_many(client_for, mairie_a, period):
    client = client_for(mairie_a, "moderator")
    client.get(CHARTS)
    with queries() as empty:
        client.get(f"{CHARTS}?period={period}")
    with mairie_context(mairie_a):
        fill_week()
    with queries() as filled:
        client.get(f"{CHARTS}?period={period}")

    assert len(filled) <= len(empty) + 1 <= 8
