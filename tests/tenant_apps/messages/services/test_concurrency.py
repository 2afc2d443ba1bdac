"""Two at once: counters stay right, and nobody answers past a message they have not seen."""

from uuid import uuid4

import pytest

from core.tenancy import mairie_context
from tenant_apps.messages.models import Conversation, Message
from tenant_apps.messages.services.conversations import delete_conversation, start_by_citizen
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, fresh, make_conversation
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_of_two_staff_who_answer_the_same_message_one_is_shown_the_others_answer(mairie_a):
    with mairie_context(mairie_a):
        people = [make_user(role="moderator") for _number in range(2)]
        conversation = make_conversation()
        seen = fresh(conversation).last_message_id

    calls = [lambda who=who: answer(conversation, who, last_message_id=seen).sender_id for who in people]
    results = at_once(mairie_a, *calls)

    assert sorted(map(str, results)) in [sorted([str(who.id), "NewerMessage"]) for who in people]
    with mairie_context(mairie_a):
        assert conversation.messages.count() == 2
        assert fresh(conversation).citizen_unread == 1


def test_every_message_of_a_burst_counts(mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)

    results = at_once(mairie_a, *[lambda: answer(conversation, citizen).sender_id] * 6)

    assert results == [citizen.id] * 6
    with mairie_context(mairie_a):
        found = fresh(conversation)
        assert found.staff_unread == 7
        assert found.last_message_id == conversation.messages.latest("id").pk


def test_an_answer_to_what_is_being_deleted_is_whole_or_refused(mairie_a):
    with mairie_context(mairie_a):
        mayor, conversation = make_user(role="mayor"), make_conversation()

    deleted, sender = at_once(
        mairie_a,
        lambda: delete_conversation(conversation_id=conversation.pk, actor=mayor),
        lambda: answer(conversation, mayor).sender_id,
    )

    assert deleted is None
    assert sender in (mayor.id, "ConversationNotFound")


def test_a_form_that_is_sent_twice_at_once_begins_one_conversation(mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
    fields = {"citizen": citizen, "subject": "Lampadaire", "content": "Il est éteint.", "submission": uuid4()}

    first, second, third = at_once(mairie_a, *[lambda: start_by_citizen(**fields).pk] * 3)

    assert first == second == third
    with mairie_context(mairie_a):
        assert (Conversation.objects.count(), Message.objects.count()) == (1, 1)
        assert fresh(Conversation.objects.get()).staff_unread == 1


def test_an_answer_that_is_sent_twice_at_once_is_written_once(mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()
        seen, citizen = fresh(conversation).last_message_id, conversation.citizen
    fields = {"submission": uuid4(), "last_message_id": seen}

    results = at_once(mairie_a, *[lambda: answer(conversation, citizen, "Merci", **fields).content] * 2)

    assert results == ["Merci", "Merci"]
    with mairie_context(mairie_a):
        assert conversation.messages.count() == 2
