"""GET /dashboard/activities/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.dashboard.services import record_activity
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.dashboard.factories import BASE, clock, close

ACTIVITIES = f"{BASE}activities/"


@pytest.fixture(autouse=True)
def _nothing_has_happened(mairie_a):
    """Not even the mayor's invitation."""
    with mairie_context(mairie_a):
        Activity.objects.all().delete()


def record(number: int, moment: str = "2026-03-10 12:00", **fields):
    with clock(moment):
        return record_activity(type="publication_created", title=f"Titre {number}", **fields)


@pytest.mark.parametrize("via", ["host", "code"])
def test_the_latest_come_first_with_who_acted(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        mayor = make_user(role="mayor", first_name="Jean", last_name="Dupont", avatar="avatars/user-1.webp")
        first = record(1, description="Inauguration", actor=mayor, target="pub_001")
        second = record(2, "2026-03-10 12:01")

    response = client_for(mairie_a, "moderator", via=via).get(f"{ACTIVITIES}?limit=10&offset=0")

    suffix = f"?municipality_code={mairie_a.code}" if via == "code" else ""
    assert response.json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": second.pk,
                "type": "publication_created",
                "title": "Titre 2",
                "description": "",
                "user": None,
                "timestamp": "2026-03-10T11:01:00Z",
                "icon": "FileText",
                "color": "blue",
                "target": "",
            },
            {
                "id": first.pk,
                "type": "publication_created",
                "title": "Titre 1",
                "description": "Inauguration",
                "user": {"id": mayor.id, "name": "Jean Dupont", "avatar_url": f"/media/avatars/user-1.webp{suffix}"},
                "timestamp": "2026-03-10T11:00:00Z",
                "icon": "FileText",
                "color": "blue",
                "target": "pub_001",
            },
        ],
    }


def test_links_lead_from_one_end_to_the_other(client_for, mairie_a):
    with mairie_context(mairie_a):
        for number in range(25):
            record(number, f"2026-03-10 12:{number:02}")
    client = client_for(mairie_a, "moderator")

    seen, link = [], ACTIVITIES
    while link:
        body = client.get(link).json()
        seen += [row["title"] for row in body["results"]]
        link = body["next"]

    assert seen == [f"Titre {number}" for number in reversed(range(25))]
    assert body["previous"] == f"{ACTIVITIES}?limit=10&offset=10"
    assert client.get(f"{ACTIVITIES}?offset=100").json()["results"] == []


def test_the_count_is_right_whatever_has_been_closed_or_removed(client_for, mairie_a):
    with mairie_context(mairie_a):
        record(1, "2026-03-08 12:00")
        record(2, "2026-03-09 23:59")
        record(3, "2026-03-10 00:00")
        close("2026-03-10 08:00")

    with clock("2026-03-10 12:00"):
        client = client_for(mairie_a, "moderator")
        assert client.get(ACTIVITIES).json()["count"] == 3
        with mairie_context(mairie_a):
            Activity.objects.filter(title="Titre 3").delete()
        assert client.get(ACTIVITIES).json()["count"] == 2


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "offset=-1", "offset=1.5"])
def test_wrong_numbers_are_refused(client_for, mairie_a, query):
    assert client_for(mairie_a, "moderator").get(f"{ACTIVITIES}?{query}").status_code == 422


def test_citizens_and_visitors_are_refused(client_for, mairie_a):
    assert client_for(mairie_a).get(ACTIVITIES).status_code == 401
    assert client_for(mairie_a, "citizen").get(ACTIVITIES).status_code == 403


def test_the_number_of_statements_is_the_same_for_1_and_30_rows(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        record(1, actor=make_user())
    client.get(ACTIVITIES)
    with queries() as one:
        client.get(ACTIVITIES)
    with mairie_context(mairie_a):
        for number in range(29):
            record(number, actor=make_user())
    with queries() as thirty:
        assert len(client.get(f"{ACTIVITIES}?limit=30").json()["results"]) == 30

    assert len(one) == len(thirty) <= 8
