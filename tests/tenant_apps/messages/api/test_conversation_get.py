"""GET /messages/conversations/{id}/."""

import pytest

from core.api import ids
from core.api.timestamps import utc
from core.tenancy import mairie_context
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.messages.factories import BASE, answer, fresh, make_conversation, msg, path, pdf


def test_a_conversation_has_the_contracts_shape(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        mayor = make_user(role="mayor", first_name="Jean", last_name="Dupont")
        citizen = make_user(first_name="Marie", last_name="Martin")
        conversation = make_conversation(citizen=citizen, subject="Horaires", content="Bonjour Monsieur le Maire")
        first = conversation.messages.get()
        reply = answer(conversation, mayor, "Voici les horaires", files=[pdf()])
        first.refresh_from_db()

    detail = client_for(mairie_a, user=citizen, via=via).get(path(conversation)).json()

    [attachment] = detail["messages"][1]["attachments"]
    assert attachment.pop("url").startswith("/media/private/messages/")
    assert attachment.pop("id").startswith("att_")
    assert detail == {
        "id": ids.encode("conv", conversation.pk),
        "citizen": {"id": citizen.id, "name": "Marie Martin", "email": citizen.email, "avatar_url": None},
        "subject": "Horaires",
        "category": "autre",
        "priority": "normal",
        "status": "unread",
        "unread_count": 1,
        "last_message": {
            "id": msg(reply),
            "content": "Voici les horaires",
            "sender_type": "mayor",
            "created_at": utc(reply.created_at),
        },
        "created_at": utc(conversation.created_at),
        "updated_at": utc(reply.created_at),
        "messages": [
            {
                "id": msg(first),
                "content": "Bonjour Monsieur le Maire",
                "sender_type": "citizen",
                "sender": {"id": citizen.id, "name": "Marie Martin", "avatar_url": None},
                "attachments": [],
                "read_at": utc(reply.created_at),
                "created_at": utc(first.created_at),
            },
            {
                "id": msg(reply),
                "content": "Voici les horaires",
                "sender_type": "mayor",
                "sender": {"id": mayor.id, "name": "Jean Dupont", "avatar_url": None},
                "attachments": [{"name": "horaires.pdf", "size": len(pdf().read()), "mime_type": "application/pdf"}],
                "read_at": None,
                "created_at": utc(reply.created_at),
            },
        ],
    }


def test_notes_are_for_the_staff_alone(client_for, mairie_a):
    with mairie_context(mairie_a):
        mayor, citizen = make_user(role="mayor"), make_user()
        conversation = make_conversation(citizen=citizen)
        answer(conversation, mayor, "entre nous", is_internal=True)

    seen = client_for(mairie_a, user=citizen).get(path(conversation))
    of_staff = client_for(mairie_a, user=mayor).get(path(conversation)).json()

    assert "entre nous" not in seen.content.decode()
    assert len(seen.json()["messages"]) == 1
    assert [one["is_internal"] for one in of_staff["messages"]] == [False, True]


def test_reading_marks_nothing_as_read(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    client_for(mairie_a, "mayor").get(path(conversation))

    with mairie_context(mairie_a):
        assert fresh(conversation).staff_unread == 1


@pytest.mark.parametrize("number", ["conv_999", "msg_001", "abc", "conv_1"])
def test_what_is_no_conversation_is_not_found(client_for, mairie_a, number):
    response = client_for(mairie_a, "mayor").get(f"{BASE}{number}/")

    assert response.status_code == 404


def test_somebody_elses_conversation_is_not_found(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client_for(mairie_a, "citizen").get(path(conversation))

    assert (response.status_code, response.json()["error"]["code"]) == (404, "CONVERSATION_NOT_FOUND")


def test_a_conversation_takes_three_queries_whatever_its_length(client_for, mairie_a):
    client, counts = client_for(mairie_a, "mayor"), []
    with mairie_context(mairie_a):
        conversation = make_conversation()
    client.get(path(conversation))
    for number in (1, 30):
        with mairie_context(mairie_a):
            for _number in range(number):
                answer(conversation, client.user, files=[pdf()])
        with queries() as sent:
            assert client.get(path(conversation)).status_code == 200
        counts.append(len(sent))
    assert counts == [3, 3]
