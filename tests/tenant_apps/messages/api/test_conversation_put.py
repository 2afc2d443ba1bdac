"""PUT /messages/conversations/{id}/."""

import pytest

from core.tenancy import mairie_context
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, fresh, make_conversation, msg, path


def test_the_mairie_marks_as_read(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client_for(mairie_a, "moderator", via=via).put(path(conversation), json={"status": "read"})

    assert (response.status_code, response.json()["message"]) == (200, "Conversation mise à jour")
    assert (response.json()["status"], response.json()["unread_count"]) == ("read", 0)
    with mairie_context(mairie_a):
        assert conversation.messages.get().read_at is not None


@pytest.mark.parametrize("status", ["read", "archived"])
def test_a_message_that_nobody_has_seen_is_neither_read_nor_put_away(client_for, mairie_a, via, status):
    """Given a citizen who writes again while somebody looks at the conversation, it stays unread."""
    client = client_for(mairie_a, "moderator", via=via)
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)
        seen = conversation.messages.get()
        newer = answer(conversation, citizen, "Encore une question.")

    response = client.put(path(conversation), json={"status": status, "last_message_id": msg(seen)})

    assert (response.status_code, response.json()["error"]["code"]) == (409, "NEWER_MESSAGE")
    assert response.json()["error"]["details"]["message"]["content"] == "Encore une question."
    with mairie_context(mairie_a):
        assert (fresh(conversation).staff_unread, fresh(conversation).is_archived) == (2, False)
    again = client.put(path(conversation), json={"status": status, "last_message_id": msg(newer)})
    assert (again.status_code, again.json()["unread_count"]) == (200, 0)


def test_the_last_message_seen_is_one_of_the_conversation(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation, foreign = make_conversation(), make_conversation().messages.get()

    sent = {"status": "read", "last_message_id": msg(foreign)}
    response = client_for(mairie_a, "moderator").put(path(conversation), json=sent)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["last_message_id"])


def put_away(conversation) -> tuple[bool, bool]:
    """By the mairie, by the citizen."""
    found = fresh(conversation)
    return found.is_archived, found.is_archived_by_citizen


def test_each_side_puts_away_for_itself(client_for, mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)

    client_for(mairie_a, "mayor").put(path(conversation), json={"status": "archived"})

    with mairie_context(mairie_a):
        assert put_away(conversation) == (True, False)
    client_for(mairie_a, user=citizen).put(path(conversation), json={"status": "archived"})
    client_for(mairie_a, "mayor").put(path(conversation), json={"status": "unread"})
    with mairie_context(mairie_a):
        assert put_away(conversation) == (False, True)


def test_a_citizens_reading_is_seen_by_the_mairie(client_for, mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)
        message = answer(conversation, make_user(role="mayor"))

    client_for(mairie_a, user=citizen).put(path(conversation), json={"status": "read"})

    with mairie_context(mairie_a):
        message.refresh_from_db()
        assert message.read_at is not None
        assert fresh(conversation).citizen_unread == 0


def test_the_mairie_sorts_and_assigns(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    with mairie_context(mairie_a):
        conversation, colleague = make_conversation(), make_user(role="moderator")

    body = {"priority": "urgent", "category": "voirie", "assignee_id": colleague.id}
    changed = client.put(path(conversation), json=body).json()

    assert (changed["priority"], changed["category"]) == ("urgent", "voirie")
    assert changed["assignee"] == {"id": colleague.id, "name": colleague.full_name, "avatar_url": None}
    assert client.patch(path(conversation), json={"assignee_id": None}).json()["assignee"] is None


@pytest.mark.parametrize("body", [{"priority": "urgent"}, {"category": "voirie"}, {"assignee_id": None}])
def test_a_citizen_sorts_nothing(client_for, mairie_a, body):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=client.user)

    response = client.put(path(conversation), json={"status": "read", **body})

    assert (response.status_code, response.json()["error"]["code"]) == (403, "STAFF_ONLY")


@pytest.mark.parametrize("body", [{"status": "deleted"}, {"priority": None}, {"assignee_id": 999_999}, {"category": 1}])
def test_a_wrong_value_is_told_by_its_field(client_for, mairie_a, body):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client_for(mairie_a, "mayor").put(path(conversation), json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, list(body))


def test_a_citizen_follows_up_nothing(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation, citizen = make_conversation(), make_user()

    response = client_for(mairie_a, "mayor").put(path(conversation), json={"assignee_id": citizen.id})

    assert list(response.json()["error"]["details"]) == ["assignee_id"]


def test_somebody_elses_conversation_is_not_found(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    assert client_for(mairie_a, "citizen").put(path(conversation), json={"status": "read"}).status_code == 404
