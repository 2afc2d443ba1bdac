"""/notifications/alerts/: subscriptions/, recipients/ and sendings/."""

from datetime import UTC, datetime

import pytest
import time_machine

from core.tenancy import mairie_context
from tenant_apps.notifications.models import Sending, Subscription
from tenant_apps.publications.models import Category
from tests.queries import queries
from tests.tenant_apps.notifications.factories import (
    BASE,
    deliver,
    make_sending,
    make_subscription,
    recipients,
)

SUBSCRIPTIONS, RECIPIENTS, SENDINGS = (f"{BASE}alerts/{name}/" for name in ("subscriptions", "recipients", "sendings"))
BODY = {"email": "jeanne@exemple.fr", "communiques": True, "events": True, "categories": ["culture"]}


def test_a_visitor_asks_for_alerts(client_for, mairie_a, via):
    response = client_for(mairie_a, via=via).post(SUBSCRIPTIONS, json=BODY)

    assert response.status_code == 202
    assert response.json() == {
        "message": "Un courriel vient d'être envoyé à cette adresse : suivez son lien pour confirmer."
    }
    with mairie_context(mairie_a):
        subscription, culture = Subscription.objects.get(), Category.objects.get(slug="culture")
    assert (subscription.communiques, subscription.events, subscription.categories) == (True, True, [culture.pk])
    [message] = deliver()
    assert f"http://{mairie_a.host}" in message.body


def test_the_answer_is_the_same_for_an_address_that_is_subscribed(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_subscription(email="jeanne@exemple.fr")
    client = client_for(mairie_a)

    known, unknown = (
        client.post(SUBSCRIPTIONS, json={**BODY, "email": email}) for email in ("Jeanne@exemple.fr", "paul@exemple.fr")
    )

    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({**BODY, "email": "rien"}, "email"),
        ({"communiques": True}, "email"),
        ({"email": "jeanne@exemple.fr"}, "communiques"),
        ({**BODY, "categories": ["inconnue"]}, "categories"),
        ({**BODY, "categories": "culture"}, "categories"),
        ({**BODY, "communiques": "peut-être"}, "communiques"),
    ],
)
def test_a_wrong_body_is_refused(client_for, mairie_a, sent, field):
    response = client_for(mairie_a).post(SUBSCRIPTIONS, json=sent)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])
    with mairie_context(mairie_a):
        assert not Subscription.objects.exists()


def test_subscriptions_from_one_address_are_limited(client_for, mairie_a, settings):
    settings.API_RATES = {"alerts": (2, 3600)}
    client = client_for(mairie_a)

    statuses = [
        client.post(SUBSCRIPTIONS, json={**BODY, "email": f"{number}@exemple.fr"}).status_code for number in range(3)
    ]

    assert statuses == [202, 202, 429]


@pytest.mark.parametrize(
    ("query", "count", "mode", "send_at"),
    [
        ("type=communique&priority=high", 2, "immediate", None),
        ("type=communique&priority=urgent&category=culture", 3, "immediate", None),
        ("type=communique", 2, "digest", "2026-12-02T07:00:00Z"),
        ("type=post&priority=urgent", 0, "digest", "2026-12-02T07:00:00Z"),
        ("type=post&category=culture", 1, "digest", "2026-12-02T07:00:00Z"),
        ("type=event", 1, "digest", "2026-12-02T07:00:00Z"),
    ],
)
def test_staff_see_how_many_will_be_told_before_they_publish(client_for, mairie_a, via, query, count, mode, send_at):
    with time_machine.travel(datetime(2026, 12, 1, 9, tzinfo=UTC)):
        client = client_for(mairie_a, "moderator", via=via)
        with mairie_context(mairie_a):
            make_subscription()
            make_subscription(events=True)
            make_subscription(communiques=False, categories=[Category.objects.get(slug="culture").pk])
            make_subscription(confirmed_at=None)
        response = client.get(f"{RECIPIENTS}?{query}")

    assert response.status_code == 200
    assert response.json() == {"recipients": count, "mode": mode, "send_at": send_at, "subscribers": 3}


@pytest.mark.parametrize(
    ("query", "status"),
    [("", 422), ("type=autre", 422), ("type=post&priority=mieux", 422), ("type=post&category=inconnue", 404)],
)
def test_a_wrong_question_is_refused(client_for, mairie_a, query, status):
    assert client_for(mairie_a, "mayor").get(f"{RECIPIENTS}?{query}").status_code == status


def test_staff_read_the_log_latest_first(client_for, mairie_a, via):
    moment = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with mairie_context(mairie_a):
        done = make_sending(
            mode="immediate",
            target="pub_012",
            title="Crue",
            recipients=1200,
            sent=1199,
            created_at=moment,
            planned_at=moment,
        )
        waiting = make_sending(subject="event", target="evt_003", title="Bal", created_at=moment)

    response = client_for(mairie_a, "moderator", via=via).get(SENDINGS)

    assert response.status_code == 200
    assert response.json() == {
        "count": 2,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": f"snd_{waiting.pk:03d}",
                "mode": "digest",
                "subject": "event",
                "target": "evt_003",
                "title": "Bal",
                "recipients": None,
                "sent": 0,
                "created_at": "2026-12-01T09:00:00Z",
                "planned_at": None,
            },
            {
                "id": f"snd_{done.pk:03d}",
                "mode": "immediate",
                "subject": "communique",
                "target": "pub_012",
                "title": "Crue",
                "recipients": 1200,
                "sent": 1199,
                "created_at": "2026-12-01T09:00:00Z",
                "planned_at": "2026-12-01T09:00:00Z",
            },
        ],
    }


def test_the_log_is_read_in_three_statements_whatever_its_length(client_for, mairie_a):
    """Authentication, count, page."""
    client = client_for(mairie_a, "mayor")
    client.get(SENDINGS)
    for rows in (1, 30):
        with mairie_context(mairie_a):
            for _number in range(rows):
                make_sending()
        with queries() as sent:
            assert client.get(f"{SENDINGS}?limit=100").status_code == 200
        assert len(sent) == 3


@pytest.mark.parametrize("address", [RECIPIENTS, SENDINGS])
def test_citizens_and_visitors_see_neither(client_for, mairie_a, via, address):
    assert client_for(mairie_a, "citizen", via=via).get(address).status_code == 403
    assert client_for(mairie_a, via=via).get(address).status_code == 401


def test_a_communique_published_through_the_api_is_mailed_and_logged(client_for, mairie_a, via):
    mayor = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        subscription = make_subscription()
    body = {"type": "communique", "title": "Coupure d'eau", "content": "De 9 h à 12 h.", "priority": "high"}

    assert mayor.post("/api/v1/publications/", json={**body, "status": "published"}).status_code == 201

    assert recipients(deliver()) == [subscription.email]
    [sending] = mayor.get(SENDINGS).json()["results"]
    assert (sending["title"], sending["mode"], sending["recipients"], sending["sent"]) == (
        "Coupure d'eau",
        "immediate",
        1,
        1,
    )


def test_the_same_addresses_elsewhere_are_counted_there_only(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_a):
        make_subscription(email="jeanne@exemple.fr")
        make_sending()

    client = client_for(mairie_b, "mayor")

    assert client.get(f"{RECIPIENTS}?type=communique").json()["subscribers"] == 0
    assert client.get(SENDINGS).json()["count"] == 0
    with mairie_context(mairie_b):
        assert not Sending.objects.exists()
