"""GET /events/."""

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.events.factories import BASE, HOUR, at, body, evt, make_event


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [row["title"] for row in response.json()["results"]]


def test_staff_reads_an_event_whole(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        mayor = make_user(role="mayor", first_name="Jean", last_name="Dupont")
        deputy = make_user(role="admin", role_status="pending", first_name="Marie", last_name="Martin")
        event = make_event(
            author=mayor,
            title="Conseil Municipal",
            description="Réunion mensuelle du conseil municipal",
            category="conseil",
            priority="high",
            color="blue",
            start_at=at("2025-12-10 18:00"),
            end_at=at("2025-12-10 21:00"),
            location_name="Salle du Conseil",
            location_address="1 Place de la Mairie, 75001 Paris",
            attendees={mayor: "confirmed", deputy: "pending"},
            reminders=[30, 60, 1440],
            notes="Ordre du jour disponible en mairie",
            created_at=at("2025-11-20 10:00"),
            updated_at=at("2025-12-01 14:00"),
        )

    response = client_for(mairie_a, "moderator", via=via).get(BASE)

    assert response.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "results": [
            {
                "id": evt(event),
                "title": "Conseil Municipal",
                "description": "Réunion mensuelle du conseil municipal",
                "category": "conseil",
                "priority": "high",
                "color": "blue",
                "start_datetime": "2025-12-10T18:00:00Z",
                "end_datetime": "2025-12-10T21:00:00Z",
                "all_day": False,
                "location": {"name": "Salle du Conseil", "address": "1 Place de la Mairie, 75001 Paris"},
                "attendees": [
                    {"id": mayor.id, "name": "Jean Dupont", "role": "Maire", "status": "confirmed"},
                    {"id": deputy.id, "name": "Marie Martin", "role": "Citoyen", "status": "pending"},
                ],
                "my_status": None,
                "is_recurring": False,
                "recurring_pattern": None,
                "recurrence_end": None,
                "recurrence_count": None,
                "recurrence_rule": None,
                "series_id": None,
                "reminders": [30, 60, 1440],
                "notes": "Ordre du jour disponible en mairie",
                "is_public": True,
                "created_by": {"id": mayor.id, "name": "Jean Dupont"},
                "created_at": "2025-11-20T10:00:00Z",
                "updated_at": "2025-12-01T14:00:00Z",
            }
        ],
    }


def test_citizens_see_public_events_without_notes_and_answers(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)
    with mairie_context(mairie_a):
        mayor, neighbour = make_user(role="mayor", first_name="Jean", last_name="Dupont"), make_user()
        guests = {mayor: "declined", neighbour: "confirmed", client.user: "tentative"}
        make_event(title="Publique", notes="Secret", attendees=guests)
        make_event(title="Privée", is_public=False)

    [row] = client.get(BASE).json()["results"]

    assert row["title"] == "Publique"
    assert "notes" not in row
    assert row["attendees"] == [
        {"id": mayor.id, "name": "Jean Dupont", "role": "Maire"},
        {"id": client.user.id, "name": client.user.full_name, "role": "Citoyen", "status": "tentative"},
    ]
    assert row["my_status"] == "tentative"


def test_a_citizen_sees_the_private_events_they_are_invited_to(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        make_event(title="Rendez-vous", is_public=False, notes="Secret", attendees={client.user: "pending"})
        make_event(title="D'un autre", is_public=False, attendees={make_user(): "pending"})

    [row] = client.get(BASE).json()["results"]

    assert (row["title"], row["my_status"], "notes" in row) == ("Rendez-vous", "pending", False)


def test_staff_that_is_not_approved_or_not_verified_reads_as_a_citizen(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(is_public=False)
        pending, unverified = make_user(role="mayor", role_status="pending"), make_user(role="mayor", is_verified=False)

    for user in (pending, unverified):
        assert client_for(mairie_a, user=user).get(BASE).json()["count"] == 0


def test_nobody_reads_without_an_account(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).get(BASE).status_code == 401


def test_events_come_in_the_order_of_time(client_for, mairie_a):
    with mairie_context(mairie_a):
        for day in ("12", "10", "11"):
            make_event(title=day, start_at=at(f"2027-01-{day} 10:00"))
        make_event(title="11 bis", start_at=at("2027-01-11 10:00"))
    client = client_for(mairie_a, "citizen")

    assert titles(client.get(BASE)) == ["10", "11", "11 bis", "12"]
    assert titles(client.get(f"{BASE}?ordering=-start_datetime")) == ["12", "11 bis", "11", "10"]


def test_dates_are_days_of_the_mairie_and_an_event_belongs_to_each_it_spans(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="31 janvier, 23 h 30", start_at=at("2027-01-31 22:30"), end_at=at("2027-01-31 22:45"))
        make_event(title="1er février, 0 h 30", start_at=at("2027-01-31 23:30"))
        make_event(title="À minuit c'est fini", start_at=at("2027-01-31 20:00"), end_at=at("2027-01-31 23:00"))
        make_event(title="Tout l'hiver", start_at=at("2026-12-21 10:00"), end_at=at("2027-03-20 10:00"))
    client = client_for(mairie_a, "citizen")

    january = titles(client.get(f"{BASE}?start_date=2027-01-31&end_date=2027-01-31"))
    february = titles(client.get(f"{BASE}?start_date=2027-02-01&end_date=2027-02-28"))

    assert january == ["Tout l'hiver", "À minuit c'est fini", "31 janvier, 23 h 30"]
    assert february == ["Tout l'hiver", "1er février, 0 h 30"]
    assert titles(client.get(f"{BASE}?start_date=2027-03-21")) == []
    assert titles(client.get(f"{BASE}?end_date=2026-12-21")) == ["Tout l'hiver"]


def test_category_and_priority_narrow(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(title="A", category="conseil", priority="high")
        make_event(title="B", category="conseil")
        make_event(title="C", category="ceremonie", priority="high")
    client = client_for(mairie_a, "citizen")

    assert titles(client.get(f"{BASE}?category=conseil")) == ["A", "B"]
    assert titles(client.get(f"{BASE}?category=conseil&priority=high")) == ["A"]
    assert titles(client.get(f"{BASE}?priority=urgent")) == []


@pytest.mark.parametrize(
    "words", ["cérémonies", "CEREMONIE", "salle fetes", "quelle salle", "ceremonie -musique", '"salle des fêtes"']
)
def test_search_is_french_and_ignores_accents_and_case(client_for, mairie_a, words):
    with mairie_context(mairie_a):
        make_event(title="Cérémonie des vœux", location_name="Salle des fêtes")
        make_event(title="Concert", description="De la musique")

    response = client_for(mairie_a, "citizen").get(f"{BASE}?search={words.replace(' ', '%20')}")

    assert titles(response) == ["Cérémonie des vœux"]


def test_notes_are_not_searched(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_event(notes="licenciement")

    assert titles(client_for(mairie_a, "citizen").get(f"{BASE}?search=licenciement")) == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("category=inconnue", "category"),
        ("priority=normal", "priority"),
        ("start_date=01/12/2025", "start_date"),
        ("end_date=9999-12-31", "end_date"),
        ("start_date=2027-02-01&end_date=2027-01-31", "end_date"),
        ("ordering=title", "ordering"),
        ("page=0", "page"),
        ("limit=101", "limit"),
    ],
)
def test_an_unknown_value_of_a_filter_is_refused(client_for, mairie_a, query, field):
    response = client_for(mairie_a, "citizen").get(f"{BASE}?{query}")

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


def test_pages_keep_the_filters_and_end(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        author = make_user(role="mayor")
        for number in range(5):
            make_event(
                author=author, title=str(number), category="sport", start_at=at("2027-01-01 10:00") + number * HOUR
            )
    client = client_for(mairie_a, "citizen", via=via)

    second = client.get(f"{BASE}?category=sport&page=2&limit=2").json()

    assert (second["count"], [row["title"] for row in second["results"]]) == (5, ["2", "3"])
    assert second["next"] == f"{BASE}?page=3&limit=2&category=sport"
    assert second["previous"] == f"{BASE}?page=1&limit=2&category=sport"
    assert client.get(f"{BASE}?page=4&limit=2").status_code == 404


def test_the_number_of_queries_does_not_depend_on_the_number_of_events(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        author, guests = make_user(role="mayor"), [make_user() for _number in range(3)]
        make_event(author=author, attendees=dict.fromkeys(guests, "pending"))
    client.get(BASE)  # the host is looked up once
    with queries() as few:
        client.get(BASE)
    with mairie_context(mairie_a):
        for _number in range(29):
            make_event(author=author, attendees=dict.fromkeys(guests, "pending"))

    with queries() as many:
        assert len(client.get(f"{BASE}?limit=30").json()["results"]) == 30

    assert len(few) == len(many) == 2, "who asks, and the page"


def test_a_mairie_lists_its_own(client_for, mairie_a, mairie_b, via):
    for mairie, title in ((mairie_a, "Chez A"), (mairie_b, "Chez B")):
        with mairie_context(mairie):
            make_event(pk=4711, title=title)

    assert titles(client_for(mairie_a, "citizen", via=via).get(BASE)) == ["Chez A"]
    assert titles(client_for(mairie_b, "citizen", via=via).get(BASE)) == ["Chez B"]


def test_occurrences_say_what_series_they_are_of(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    client.post(BASE, json=body(recurring_pattern="yearly", recurrence_count=2))

    rows = client.get(BASE).json()["results"]

    assert len({row["series_id"] for row in rows}) == 1
    assert [(row["is_recurring"], row["recurring_pattern"], row["recurrence_count"]) for row in rows] == [
        (True, "yearly", 2)
    ] * 2
