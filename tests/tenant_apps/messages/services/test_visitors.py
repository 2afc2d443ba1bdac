"""Mails to people without an account, and the links they carry."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from core.tenancy import mairie_context
from shared_apps.jobs.services.execution import run_due
from tenant_apps.messages.errors import LinkExpired
from tenant_apps.messages.models import Conversation
from tenant_apps.messages.services import visitors
from tenant_apps.messages.services.conversations import remove
from tenant_apps.messages.services.replies import reply_as_visitor
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, make_conversation, make_visit


def token_of(text):
    return re.search(r"/messages/([^/\s]+)/", text).group(1)


def test_a_visitor_is_told_that_the_message_arrived_without_repeating_it(mairie_a):
    with mairie_context(mairie_a):
        make_visit(content="Achetez mes montres")
    run_due()

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["helene@exemple.fr"],
        "Mairie de Gif-sur-Yvette : votre message est bien arrivé",
    )
    assert "montres" not in sent.body + sent.alternatives[0].content
    with mairie_context(mairie_a):
        assert visitors.conversation_of(token=token_of(sent.body)).subject == "Salle des fêtes"


def test_an_address_that_others_type_again_and_again_gets_few_mails_while_no_message_is_lost(mairie_a, mairie_b):
    for mairie in (mairie_a, mairie_b):
        with mairie_context(mairie):
            for number in range(5):
                make_visit(email="Victime@exemple.fr", content=f"Lettre {number}")
            assert Conversation.objects.count() == 5
    run_due()

    assert len(mail.outbox) == 2 * 3


def test_a_form_that_is_sent_twice_writes_once(mairie_a):
    with mairie_context(mairie_a):
        first = make_visit(content="Bonjour ")
        assert make_visit(content="Bonjour").pk == first.pk
        make_visit(content="Bonjour !")
        make_visit(content="Bonjour", subject="Autre chose")
        make_visit(content="Bonjour", email="autre@exemple.fr")
        assert Conversation.objects.count() == 4
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            assert make_visit(content="Bonjour").pk != first.pk
    run_due()

    assert len([sent for sent in mail.outbox if sent.to == ["autre@exemple.fr"]]) == 1


def test_an_answer_that_is_sent_twice_is_written_once_unless_something_came_between(mairie_a):
    with mairie_context(mairie_a):
        conversation = make_visit()

        numbers = [reply_as_visitor(conversation_id=conversation.pk, content="Merci").pk for _click in range(2)]
        answer(conversation, make_user(role="mayor"))
        again = reply_as_visitor(conversation_id=conversation.pk, content="Merci").pk

    assert len({*numbers, again}) == 2
    assert numbers[0] == numbers[1]


def test_the_mairies_answer_is_mailed_once_with_its_text(mairie_a):
    with mairie_context(mairie_a):
        conversation = make_visit()
        answer(conversation, make_user(role="mayor"), "La salle est <libre>.")
    run_due()
    run_due()

    [sent] = [one for one in mail.outbox if "vous a répondu" in one.subject]
    assert "La salle est <libre>." in sent.body
    assert "La salle est &lt;libre&gt;." in sent.alternatives[0].content


def test_a_note_or_a_citizens_account_causes_no_mail_to_a_visitor(mairie_a):
    with mairie_context(mairie_a):
        answer(make_visit(), make_user(role="mayor"), "entre nous", is_internal=True)
        answer(make_conversation(), make_user(role="mayor"))
    run_due()

    assert [one.subject for one in mail.outbox if "répondu" in one.subject] == []


def test_a_link_is_of_its_mairie_alone(mairie_a, mairie_b):
    with mairie_context(mairie_a):
        link = visitors.link(conversation_id=make_visit().pk)
        number = Conversation.objects.get().pk
    with mairie_context(mairie_b):
        Conversation.objects.create(id=number, subject="Autre", visitor_name="Autre", visitor_email="autre@exemple.fr")
        with pytest.raises(LinkExpired):
            visitors.conversation_of(token=token_of(link))


def test_a_link_opens_no_conversation_of_somebody_who_has_or_had_an_account(mairie_a):
    with mairie_context(mairie_a):
        conversation = make_conversation()
        token = token_of(visitors.link(conversation_id=conversation.pk))
        with pytest.raises(LinkExpired):
            visitors.conversation_of(token=token)
        Conversation.objects.update(citizen=None)
        with pytest.raises(LinkExpired):
            visitors.conversation_of(token=token)


@pytest.mark.parametrize("token", ["x", "", "a:b:c", "é", "null", "A" * 500])
def test_what_nobody_signed_leads_nowhere(mairie_a, token):
    with mairie_context(mairie_a), pytest.raises(LinkExpired):
        visitors.conversation_of(token=token)


def test_a_link_ends_after_ninety_days_and_with_its_conversation(mairie_a):
    with mairie_context(mairie_a):
        conversation = make_visit()
        token = token_of(visitors.link(conversation_id=conversation.pk))
        with time_machine.travel("2030-01-01"), pytest.raises(LinkExpired):
            visitors.conversation_of(token=token)
        remove(conversations=[conversation.pk])
        with pytest.raises(LinkExpired):
            visitors.conversation_of(token=token)
