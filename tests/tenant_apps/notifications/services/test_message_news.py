"""What messages and requests for a role tell the people they concern."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.accounts.services.registration import register
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services.conversations import start_from_visitor
from tenant_apps.notifications.models import Notification
from tests.factories import PASSWORD, make_user
from tests.tenant_apps.notifications.factories import told

PATH = "/api/v1/messages/conversations/"


def start(client, **fields):
    body = {"subject": "Éclairage", "content": "Un lampadaire ne marche plus.", "category": "voirie", **fields}
    response = client.post(PATH, json=body)
    assert response.status_code == 201, response.json()
    return response.json()


def answer(client, conversation_id):
    response = client.post(f"{PATH}{conversation_id}/reply/", json={"content": "Merci, nous passons demain."})
    assert response.status_code == 201, response.json()


@pytest.fixture
def staff(client_for, mairie_a):
    return [client_for(mairie_a, role) for role in ("mayor", "moderator")]


def everyone_told(mairie, *clients):
    with mairie_context(mairie):
        return [[message for _title, message in told(client.user)] for client in clients]


def test_all_who_manage_messages_are_told_of_a_citizens_first_one_and_the_citizen_of_the_answer(
    client_for, mairie_a, staff
):
    citizen = client_for(mairie_a, "citizen")
    with mairie_context(mairie_a):
        make_user(role="admin", role_status="pending")
    conversation_id = start(citizen)["id"]
    answer(staff[1], conversation_id)

    said = f"{citizen.user.full_name} vous a envoyé un message"
    answered = f"{staff[1].user.full_name} vous a envoyé un message"
    assert everyone_told(mairie_a, *staff, citizen) == [[said], [said], [answered]]
    with mairie_context(mairie_a):
        assert Notification.objects.filter(type="new_message").count() == 3
        data = Notification.objects.first().data
    assert data["conversation_id"] == conversation_id


def test_an_assigned_conversation_is_told_to_its_assignee(client_for, mairie_a, staff):
    citizen = client_for(mairie_a, "citizen")
    conversation_id = start(citizen)["id"]
    with mairie_context(mairie_a):
        Conversation.objects.update(assignee=staff[1].user)
    answer(citizen, conversation_id)

    assert [len(messages) for messages in everyone_told(mairie_a, *staff)] == [1, 2]


def test_whoever_is_to_see_to_a_conversation_is_told_of_it_but_by_themselves(client_for, mairie_a, staff):
    mayor, moderator = staff
    conversation_id = start(client_for(mairie_a, "citizen"))["id"]
    with mairie_context(mairie_a):
        Notification.objects.all().delete()

    def entrust(to, by):
        assert by.put(f"{PATH}{conversation_id}/", json={"assignee_id": to and to.user.pk}).status_code == 200

    for to, by in ((mayor, mayor), (moderator, mayor), (moderator, mayor), (None, mayor), (moderator, mayor)):
        entrust(to, by)

    assert everyone_told(mairie_a, mayor, moderator) == [[], ["« Éclairage » vous est confiée"] * 2]
    mayor.delete(f"{PATH}{conversation_id}/")
    assert everyone_told(mairie_a, mayor, moderator) == [[], []]


def test_a_visitors_message_is_told_to_the_staff_by_the_visitors_name(client_for, mairie_a, staff):
    with mairie_context(mairie_a):
        start_from_visitor(name="Zoé Blanc", email="zoe@exemple.fr", subject="École", content="Bonjour")

    assert everyone_told(mairie_a, *staff) == [["Zoé Blanc vous a envoyé un message"]] * 2


def test_managers_are_told_who_asks_for_a_role(mairie_a, inside):
    inside(mairie_a)
    mayor, moderator = make_user(role="mayor"), make_user(role="moderator")

    user = register(email="paul@exemple.fr", password=PASSWORD, first_name="Paul", last_name="Petit", role="moderator")

    assert told(mayor) == [("Demande de rôle", "Paul Petit demande le rôle Modérateur")]
    assert told(moderator) == []
    assert Notification.objects.get().data == {"user_id": user.pk}


def test_what_was_told_of_a_conversation_is_read_with_it_by_who_reads_it_alone(client_for, mairie_a, staff):
    citizen = client_for(mairie_a, "citizen")
    read, answered, untouched = (start(citizen)["id"] for _number in range(3))

    staff[0].put(f"{PATH}{read}/", json={"status": "read"})
    answer(staff[0], answered)
    staff[0].put(f"{PATH}{untouched}/", json={"status": "unread"})

    with mairie_context(mairie_a):
        unread = [
            list(
                Notification.objects.filter(user=client.user, read_at__isnull=True)
                .order_by("id")
                .values_list("data__conversation_id", flat=True)
            )
            for client in staff
        ]
    assert unread == [[untouched], [read, answered, untouched]]
