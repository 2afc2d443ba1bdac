"""POST /messages/conversations/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.messages import hooks
from tenant_apps.messages.models import Attachment, Conversation, Message
from tests.factories import make_user
from tests.tenant_apps.messages.factories import BASE, pdf

BODY = {"subject": "Horaires", "content": "Quels sont les horaires ?", "category": "services"}


def test_a_citizen_writes_to_the_mairie(client_for, mairie_a, via, monkeypatch):
    client, told = client_for(mairie_a, "citizen", via=via), []
    monkeypatch.setattr(hooks.written, "_registered", [told.append])

    response = client.post(BASE, json=BODY)

    assert response.status_code == 201
    made = response.json()
    assert (made["subject"], made["category"], made["status"], made["unread_count"]) == (
        "Horaires",
        "services",
        "read",
        0,
    )
    assert [(one["content"], one["sender_type"]) for one in made["messages"]] == [(BODY["content"], "citizen")]
    with mairie_context(mairie_a):
        conversation = Conversation.objects.get()
        assert (conversation.staff_unread, conversation.citizen_unread) == (1, 0)
        activity = Activity.objects.get(type="message_received")
        assert (activity.title, activity.description, activity.actor_id) == (
            "Nouveau message citoyen",
            "Horaires",
            client.user.id,
        )
    assert [message.conversation.subject for message in told] == ["Horaires"]


def test_files_come_with_a_multipart_body(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)

    made = client.post(BASE, data={**BODY, "attachments": [pdf("plan été.pdf"), pdf()]}).json()

    [message] = made["messages"]
    assert [(one["name"], one["mime_type"]) for one in message["attachments"]] == [
        ("plan été.pdf", "application/pdf"),
        ("horaires.pdf", "application/pdf"),
    ]
    for attachment in message["attachments"]:
        assert attachment["id"].startswith("att_")
        assert client_for(mairie_a, via=via).get(attachment["url"]).status_code == 200
        assert client_for(mairie_a, via=via).get(attachment["url"].split("?")[0]).status_code in {400, 404}


def test_staff_write_to_a_citizens_account(client_for, mairie_a):
    client = client_for(mairie_a, "moderator")
    with mairie_context(mairie_a):
        citizen = make_user()

    response = client.post(BASE, json={**BODY, "citizen_id": citizen.id})

    assert response.status_code == 201
    assert response.json()["citizen"]["id"] == citizen.id
    assert response.json()["messages"][0]["sender_type"] == "moderator"
    seen = client_for(mairie_a, user=citizen).get(BASE).json()
    assert (seen["count"], seen["unread_count"]) == (1, 1)


def test_a_citizen_does_not_write_in_the_mairies_name(client_for, mairie_a):
    with mairie_context(mairie_a):
        other = make_user()

    response = client_for(mairie_a, "citizen").post(BASE, json={**BODY, "citizen_id": other.id})

    assert response.status_code == 403
    with mairie_context(mairie_a):
        assert not Conversation.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"subject": "\u00ad\u00ad"}, "subject"),
        ({"subject": None}, "subject"),
        ({"subject": "x" * 201}, "subject"),
        ({"content": "  "}, "content"),
        ({"content": "\n"}, "content"),
        ({"content": "x" * 20_001}, "content"),
        ({"category": "inconnue"}, "category"),
        ({"attachments": ["x"]}, "attachments"),
        ({"citizen_id": "x"}, "citizen_id"),
    ],
)
def test_a_wrong_value_is_told_by_its_field_and_nothing_is_kept(client_for, mairie_a, changes, field):
    response = client_for(mairie_a, "mayor").post(BASE, json={**BODY, **changes})

    assert response.status_code == 422
    assert any(name.startswith(field) for name in response.json()["error"]["details"])
    with mairie_context(mairie_a):
        assert not Conversation.objects.exists()


def test_an_unknown_account_is_told_by_its_field(client_for, mairie_a):
    response = client_for(mairie_a, "mayor").post(BASE, json={**BODY, "citizen_id": 999_999})

    assert list(response.json()["error"]["details"]) == ["citizen_id"]


def test_a_file_that_is_refused_leaves_no_message(client_for, mairie_a):
    broken = pdf("photo.png")

    response = client_for(mairie_a, "citizen").post(BASE, data={**BODY, "attachments": [pdf(), broken]})

    assert response.status_code == 422
    with mairie_context(mairie_a):
        assert not Message.objects.exists()
        assert not Attachment.objects.exists()


def test_an_unverified_address_does_not_write(client_for, mairie_a):
    with mairie_context(mairie_a):
        user = make_user(is_verified=False)

    response = client_for(mairie_a, user=user).post(BASE, json=BODY)

    assert (response.status_code, response.json()["error"]["code"]) == (403, "EMAIL_NOT_VERIFIED")
