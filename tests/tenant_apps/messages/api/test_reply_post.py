"""POST /messages/conversations/{id}/reply/."""

import pytest

from core.api.timestamps import utc
from core.tenancy import mairie_context
from tenant_apps.messages import hooks
from tenant_apps.messages.models import Message
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, fresh, make_conversation, msg, path, pdf


def test_the_contracts_form_answers_a_citizen(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client.post(path(conversation, "reply"), data={"content": "Voici ma réponse...", "attachments": [pdf()]})

    with mairie_context(mairie_a):
        message = Message.objects.latest("id")
        found = fresh(conversation)
    assert response.status_code == 201
    made = response.json()
    [attachment] = made.pop("attachments")
    assert (attachment["name"], attachment["size"]) == ("horaires.pdf", len(pdf().read()))
    assert made == {
        "id": msg(message),
        "content": "Voici ma réponse...",
        "sender_type": "mayor",
        "sender": {"id": client.user.id, "name": client.user.full_name, "avatar_url": None},
        "is_internal": False,
        "read_at": None,
        "created_at": utc(message.created_at),
    }
    assert (found.staff_unread, found.citizen_unread, found.last_message_id) == (0, 1, message.pk)


def test_a_citizens_answer_is_unread_for_the_mairie_and_reopens_what_both_had_put_away(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=client.user)
        conversation.is_archived = conversation.is_archived_by_citizen = True
        conversation.save()

    response = client.post(path(conversation, "reply"), json={"content": "Merci !"})

    with mairie_context(mairie_a):
        found = fresh(conversation)
    assert response.status_code == 201
    assert "is_internal" not in response.json()
    assert (found.staff_unread, found.staff_status, found.citizen_unread) == (2, "unread", 0)


def test_a_note_changes_nothing_for_the_citizen(client_for, mairie_a, monkeypatch):
    client, told = client_for(mairie_a, "moderator"), []
    monkeypatch.setattr(hooks.written, "_registered", [told.append])
    with mairie_context(mairie_a):
        conversation = make_conversation()
        before = fresh(conversation)
    told.clear()

    response = client.post(path(conversation, "reply"), json={"content": "À vérifier", "is_internal": True})

    with mairie_context(mairie_a):
        after = fresh(conversation)
    assert (response.status_code, response.json()["is_internal"]) == (201, True)
    assert (before.updated_at, before.last_message_id, before.citizen_unread) == (
        after.updated_at,
        after.last_message_id,
        after.citizen_unread,
    )
    assert told == []


def test_a_citizen_leaves_no_internal_note(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=client.user)

    response = client.post(path(conversation, "reply"), json={"content": "x", "is_internal": True})

    assert response.status_code == 403
    with mairie_context(mairie_a):
        assert Message.objects.count() == 1


def test_who_has_not_seen_the_newest_message_is_shown_it_and_nothing_is_written(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        conversation = make_conversation()
        first = conversation.messages.get()
        newer = answer(conversation, make_user(role="mayor"), "Je m'en occupe")

    stale = client.post(path(conversation, "reply"), json={"content": "Bonjour", "last_message_id": msg(first)})

    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "NEWER_MESSAGE")
    shown = stale.json()["error"]["details"]["message"]
    assert (shown["id"], shown["content"], shown["sender_type"]) == (msg(newer), "Je m'en occupe", "mayor")
    with mairie_context(mairie_a):
        assert Message.objects.count() == 2
    again = client.post(path(conversation, "reply"), json={"content": "Bonjour", "last_message_id": msg(newer)})
    assert again.status_code == 201


def test_staff_who_wrote_as_citizens_stay_citizens(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        conversation = make_conversation(citizen=client.user)

    made = client.post(path(conversation, "reply"), json={"content": "Encore une question"}).json()

    assert made["sender_type"] == "citizen"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "content"),
        ({"content": " "}, "content"),
        ({"content": ["x"]}, "content"),
        ({"content": "x", "last_message_id": "abc"}, "last_message_id"),
        ({"content": "x", "last_message_id": "msg_999999"}, "last_message_id"),
        ({"content": "x", "is_internal": "peut-être"}, "is_internal"),
    ],
)
def test_a_wrong_value_is_told_by_its_field(client_for, mairie_a, body, field):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client_for(mairie_a, "mayor").post(path(conversation, "reply"), json=body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])


def test_somebody_elses_conversation_is_not_found(client_for, mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()

    response = client_for(mairie_a, "citizen").post(path(conversation, "reply"), json={"content": "x"})

    assert response.status_code == 404
