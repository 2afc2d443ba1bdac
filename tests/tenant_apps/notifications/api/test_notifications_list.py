"""GET /notifications/."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.notifications.factories import BASE, make_notification, notif


def test_a_person_reads_their_own_latest_first(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        older = make_notification(
            client.user,
            type="event_reminder",
            title="Rappel événement",
            message="Conseil Municipal dans 1 heure",
            data={"event_id": "evt_001"},
            read_at=timezone.now(),
            created_at=datetime(2025, 12, 5, 17, 0, 0, 999, tzinfo=UTC),
        )
        latest = make_notification(
            client.user,
            message="Marie Martin vous a envoyé un message",
            created_at=datetime(2025, 12, 5, 17, 30, tzinfo=UTC),
        )
        make_notification(make_user())

    response = client.get(BASE)

    assert response.status_code == 200
    assert response.json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "unread_count": 1,
        "results": [
            {
                "id": notif(latest),
                "type": "new_message",
                "title": "Nouveau message",
                "message": "Marie Martin vous a envoyé un message",
                "data": {"conversation_id": "conv_001"},
                "is_read": False,
                "created_at": "2025-12-05T17:30:00Z",
            },
            {
                "id": notif(older),
                "type": "event_reminder",
                "title": "Rappel événement",
                "message": "Conseil Municipal dans 1 heure",
                "data": {"event_id": "evt_001"},
                "is_read": True,
                "created_at": "2025-12-05T17:00:00Z",
            },
        ],
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is_read=true", ["lue"]),
        ("is_read=false", ["commentaire", "message"]),
        ("type=new_comment", ["commentaire"]),
        ("type=new_comment&is_read=true", []),
        ("is_read=&type=", ["commentaire", "message", "lue"]),
    ],
)
def test_a_list_is_narrowed_and_still_tells_all_that_is_unread(client_for, mairie_a, query, found):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        make_notification(client.user, title="lue", read_at=timezone.now())
        make_notification(client.user, title="message")
        make_notification(client.user, title="commentaire", type="new_comment")

    answer = client.get(f"{BASE}?{query}").json()

    assert [row["title"] for row in answer["results"]] == found
    assert (answer["count"], answer["unread_count"]) == (len(found), 2)


@pytest.mark.parametrize("value", ["peut-être", "2", "[]"])
def test_an_unknown_value_of_a_filter_is_refused(client_for, mairie_a, value):
    response = client_for(mairie_a, "citizen").get(f"{BASE}?is_read={value}")

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["is_read"])


def test_pages_keep_their_filters_and_one_past_the_end_is_not_found(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        now = timezone.now()
        for number in range(25):
            make_notification(client.user, title=str(number), created_at=now + timedelta(seconds=number))

    second = client.get(f"{BASE}?is_read=false&page=2&limit=10").json()

    assert [row["title"] for row in second["results"]] == [str(number) for number in range(14, 4, -1)]
    assert second["next"] == f"{BASE}?page=3&limit=10&is_read=false"
    assert second["previous"] == f"{BASE}?page=1&limit=10&is_read=false"
    assert client.get(f"{BASE}?page=4&limit=10").status_code == 404
    assert client.get(f"{BASE}?limit=101").status_code == 422


def test_a_list_is_read_in_three_statements_whatever_its_length(client_for, mairie_a):
    """Authentication, totals, page."""
    client = client_for(mairie_a, "citizen")
    client.get(BASE)
    for rows in (1, 30):
        with mairie_context(mairie_a):
            for _number in range(rows):
                make_notification(client.user)
        with queries() as sent:
            assert client.get(f"{BASE}?limit=100").status_code == 200
        assert len(sent) == 3


def test_somebody_without_an_account_is_told_nothing(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).get(BASE).status_code == 401


def test_the_same_account_number_elsewhere_reads_its_own(client_for, mairie_a, mairie_b):
    clients = []
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            user = make_user(pk=4711, email="jeanne@exemple.fr")
            make_notification(user, pk=4711, title=mairie.name)
        clients.append((mairie, client_for(mairie, user=user)))

    for mairie, client in clients:
        assert [row["title"] for row in client.get(BASE).json()["results"]] == [mairie.name]
