"""Two at once: counters stay right, and nobody answers past a message they have not seen."""

import threading

import pytest
from django.db import connection

from core.tenancy import mairie_context
from tenant_apps.messages.errors import ConversationNotFound, NewerMessage
from tenant_apps.messages.services.conversations import delete_conversation
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, fresh, make_conversation

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(mairie, *actions):
    """Run the actions in threads that start together; gives what each raised, or None."""
    barrier, raised = threading.Barrier(len(actions)), [None] * len(actions)

    def run(place, action):
        try:
            with mairie_context(mairie):
                barrier.wait()
                action()
        except Exception as error:
            raised[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_of_two_staff_who_answer_the_same_message_one_is_shown_the_others_answer(mairie_a):
    with mairie_context(mairie_a):
        people = [make_user(role="moderator") for _number in range(2)]
        conversation = make_conversation()
        seen = fresh(conversation).last_message_id

    raised = at_once(mairie_a, *(lambda who=who: answer(conversation, who, last_message_id=seen) for who in people))

    assert sorted(type(error).__name__ for error in raised) == ["NewerMessage", "NoneType"]
    assert any(isinstance(error, NewerMessage) for error in raised)
    with mairie_context(mairie_a):
        assert conversation.messages.count() == 2
        assert fresh(conversation).citizen_unread == 1


def test_every_message_of_a_burst_counts(mairie_a):
    with mairie_context(mairie_a):
        citizen = make_user()
        conversation = make_conversation(citizen=citizen)

    raised = at_once(mairie_a, *[lambda: answer(conversation, citizen)] * 6)

    assert raised == [None] * 6
    with mairie_context(mairie_a):
        found = fresh(conversation)
        assert found.staff_unread == 7
        assert found.last_message_id == conversation.messages.latest("id").pk


def test_an_answer_to_what_is_being_deleted_is_whole_or_refused(mairie_a):
    with mairie_context(mairie_a):
        mayor, conversation = make_user(role="mayor"), make_conversation()

    raised = at_once(
        mairie_a,
        lambda: delete_conversation(conversation_id=conversation.pk, actor=mayor),
        lambda: answer(conversation, mayor),
    )

    assert raised[0] is None
    assert raised[1] is None or isinstance(raised[1], ConversationNotFound)
