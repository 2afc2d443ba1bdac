"""GET /messages/conversations/."""

import pytest

from core.api import ids
from core.api.timestamps import utc
from core.tenancy import mairie_context
from tenant_apps.messages.models import Message
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.messages.factories import BASE, answer, fresh, make_conversation, make_visit


def subjects(response):
    return [one["subject"] for one in response.json()["results"]]


def test_staff_see_the_contracts_list(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        citizen = make_user(first_name="Marie", last_name="Martin", email="marie.martin@email.fr")
        conversation = make_conversation(
            citizen=citizen, subject="Horaires", content="Quels sont les horaires ?", category="services"
        )
        message = Message.objects.get()

    response = client_for(mairie_a, "moderator", via=via).get(BASE)

    assert response.status_code == 200
    assert response.json() == {
        "count": 1,
        "next": None,
        "previous": None,
        "unread_count": 1,
        "results": [
            {
                "id": ids.encode("conv", conversation.pk),
                "citizen": {
                    "id": citizen.id,
                    "name": "Marie Martin",
                    "email": "marie.martin@email.fr",
                    "avatar_url": None,
                },
                "subject": "Horaires",
                "last_message": {
                    "id": ids.encode("msg", message.pk),
                    "content": "Quels sont les horaires ?",
                    "sender_type": "citizen",
                    "created_at": utc(message.created_at),
                },
                "unread_count": 1,
                "status": "unread",
                "priority": "normal",
                "category": "services",
                "created_at": utc(conversation.created_at),
                "updated_at": utc(message.created_at),
                "assignee": None,
            }
        ],
    }


def test_citizens_see_their_own_with_their_own_unread_messages(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        own = make_conversation(citizen=client.user, subject="La mienne")
        make_conversation(subject="Celle d'une autre")
        answer(own, make_user(role="mayor"))

    listed = client.get(BASE).json()

    assert [(one["subject"], one["unread_count"], one["status"]) for one in listed["results"]] == [
        ("La mienne", 1, "unread")
    ]
    assert (listed["count"], listed["unread_count"]) == (1, 1)
    assert "assignee" not in listed["results"][0]


def test_an_internal_note_leaves_no_trace_in_a_citizens_list(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        own = make_conversation(citizen=client.user)
    before = client.get(BASE).content
    with mairie_context(mairie_a):
        answer(own, make_user(role="mayor"), "Attention, personne connue des services.", is_internal=True)

    assert client.get(BASE).content == before


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=unread", ["Nouvelle"]),
        ("status=read", ["Répondue"]),
        ("status=archived", ["Archivée"]),
        ("category=voirie", ["Nouvelle"]),
        ("priority=urgent", ["Répondue"]),
        ("assignee=0", ["Nouvelle", "Archivée"]),
        ("search=lampadaires", ["Nouvelle"]),
        ("search=repondue", ["Répondue"]),
        ("search=les%20lampadaires", ["Nouvelle"]),
        ("search=durand", ["Archivée"]),
        ("search=confidentiel", ["Répondue"]),
        ("search=%25", []),
        ("search=&status=&category=", ["Nouvelle", "Répondue", "Archivée"]),
    ],
)
def test_filters_narrow_what_staff_see(client_for, mairie_a, query, found):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        make_conversation(subject="Nouvelle", content="Le lampadaire clignote", category="voirie")
        answered = make_conversation(subject="Répondue")
        archived = make_conversation(subject="Archivée", citizen=make_user(last_name="Durand"))
        answer(answered, client.user)
        answer(answered, client.user, "Note : confidentiel", is_internal=True)
        for row, changes in (
            (answered, {"priority": "urgent", "assignee_id": client.user.id}),
            (archived, {"is_archived": True}),
        ):
            for name, value in changes.items():
                setattr(row := fresh(row), name, value)
                row.save()

    response = client.get(f"{BASE}?{query}")

    assert sorted(subjects(response)) == sorted(found)
    assert response.json()["unread_count"] == 1


def test_a_citizens_search_does_not_look_into_notes(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        own = make_conversation(citizen=client.user)
        answer(own, make_user(role="mayor"), "confidentiel", is_internal=True)

    assert subjects(client.get(f"{BASE}?search=confidentiel")) == []


@pytest.mark.parametrize("query", ["status=deleted", "category=xyz", "priority=1", "assignee=abc", "page=0", "limit=0"])
def test_an_unknown_value_of_a_filter_is_refused(client_for, mairie_a, query):
    response = client_for(mairie_a, "mayor").get(f"{BASE}?{query}")

    assert response.status_code == 422
    assert response.json()["error"]["code"] == "VALIDATION_ERROR"


def test_a_visitor_has_a_name_and_no_account(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_visit()

    [listed] = client_for(mairie_a, "mayor").get(BASE).json()["results"]

    assert listed["citizen"] == {
        "id": None,
        "name": "Hélène Garnier",
        "email": "helene@exemple.fr",
        "avatar_url": None,
    }


def test_pages_keep_their_filters_and_end(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        for _number in range(3):
            make_conversation()

    first = client.get(f"{BASE}?status=unread&limit=2").json()

    assert first["count"] == 3
    assert first["next"] == f"{BASE}?page=2&limit=2&status=unread"
    assert len(client.get(first["next"]).json()["results"]) == 1
    assert client.get(f"{BASE}?page=3&limit=2").status_code == 404


@pytest.mark.parametrize("role", ["citizen", "moderator"])
def test_a_list_takes_three_queries_whatever_its_length(client_for, mairie_a, role):
    client = client_for(mairie_a, role)
    client.get(BASE)
    counts = []
    for number in (1, 29):
        with mairie_context(mairie_a):
            for _number in range(number):
                make_conversation(citizen=client.user if role == "citizen" else None)
        with queries() as sent:
            assert client.get(f"{BASE}?limit=100").status_code == 200
        counts.append(len(sent))
    assert counts == [3, 3]
