"""/messages/<token>/ on a mairie's host."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from core.tenancy import mairie_context
from tenant_apps.messages.models import Attachment, Message
from tenant_apps.messages.services import visitors
from tests.factories import make_user
from tests.tenant_apps.messages.factories import answer, make_visit, pdf


@pytest.fixture
def visit(mairie_a):
    """A conversation that the mairie has answered, and the path of its page."""
    with mairie_context(mairie_a):
        conversation = make_visit(subject="Salle <b>des</b> fêtes")
        answer(conversation, make_user(role="mayor", last_name="Dupont"), "Elle est libre.", files=[pdf()])
        answer(conversation, make_user(role="mayor"), "entre nous", is_internal=True)
        return conversation, urlsplit(visitors.link(conversation_id=conversation.pk)).path


@pytest.fixture
def browser(mairie_a):
    return Client(HTTP_HOST=mairie_a.host, raise_request_exception=False)


def test_a_visitor_reads_the_exchange_and_nothing_else(visit, browser):
    response = browser.get(visit[1])
    page = response.content.decode()

    assert response.status_code == 200
    assert "Salle &lt;b&gt;des&lt;/b&gt; fêtes" in page
    assert "Elle est libre." in page
    assert "entre nous" not in page
    assert "Dupont" not in page
    assert "horaires.pdf" in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


def test_a_visitor_answers_with_a_file(visit, browser, mairie_a):
    response = browser.post(visit[1], {"content": "Merci, je réserve.", "attachments": [pdf("assurance.pdf")]})

    assert (response.status_code, response["Location"]) == (302, f"{visit[1]}?envoye=1#messages")
    with mairie_context(mairie_a):
        message = Message.objects.latest("id")
        assert (message.content, message.sender_id, message.sender_type) == ("Merci, je réserve.", None, "citizen")
        assert Attachment.objects.latest("id").name == "assurance.pdf"
    assert "Votre message est envoyé" in browser.get(response["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"content": ""}, "Écrivez votre message."),
        ({"content": "Bonjour", "attachments": pdf("photo.png")}, "extension .png"),
    ],
)
def test_what_is_refused_is_said_and_the_text_is_kept(visit, browser, mairie_a, data, said):
    response = browser.post(visit[1], data)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert data["content"] in response.content.decode()
    with mairie_context(mairie_a):
        assert Message.objects.filter(sender_type="citizen").count() == 1


def test_a_robot_believes_it_was_heard(visit, browser, mairie_a):
    response = browser.post(visit[1], {"content": "Achetez", "website": "https://exemple.com"})

    assert response.status_code == 302
    with mairie_context(mairie_a):
        assert not Message.objects.filter(content="Achetez").exists()


def test_another_site_sends_nothing(visit, browser):
    response = browser.post(visit[1], {"content": "x"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403


def test_a_link_of_another_mairie_says_that_it_is_not_valid(visit, mairie_b):
    response = Client(HTTP_HOST=mairie_b.host).get(visit[1])

    assert response.status_code == 404
    assert "plus valable" in response.content.decode()
    assert "Salle" not in response.content.decode()


def test_other_methods_are_refused(visit, browser):
    assert browser.delete(visit[1]).status_code == 405
