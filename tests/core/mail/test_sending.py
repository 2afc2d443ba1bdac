"""A mail goes out in the name of the mairie being served, in French, and to nobody but its recipient."""

import smtplib
from email import message_from_bytes, policy

import pytest
from django.core import mail as outgoing
from django.template import TemplateDoesNotExist

from core import mail
from core.mail import sender
from core.tenancy import mairie_context
from core.tenancy.context import Tenant


@pytest.fixture
def mairie(monkeypatch):
    """Be in a mairie as far as mail is concerned; no database is needed."""

    def enter(name="Mairie d'Évry-Courcouronnes"):
        tenant = Tenant(1, "91228", name, "evry", "m_91228", "active", "evry.localhost")
        monkeypatch.setattr("core.mail.sending.current", lambda: tenant)
        return tenant

    return enter


@pytest.fixture
def outside(monkeypatch):
    monkeypatch.setattr("core.mail.sending.current", lambda: None)


@pytest.fixture
def contact(monkeypatch):
    """Let mairies have a contact address."""

    def register(address):
        monkeypatch.setattr(sender, "_lookups", [lambda tenant: address])

    return register


def sent():
    (message,) = outgoing.outbox
    return message


def parsed():
    return message_from_bytes(sent().message().as_bytes(), policy=policy.default)


def test_a_mail_has_the_mairies_name_and_the_platforms_address(mairie, write_template, settings):
    settings.DEFAULT_FROM_EMAIL = "noreply@mairies.example"
    write_template("hello")
    mairie()
    mail.send(to="jeanne@exemple.fr", template="hello")
    message = parsed()
    (address,) = message["From"].addresses
    assert (address.display_name, address.addr_spec) == ("Mairie d'Évry-Courcouronnes", "noreply@mairies.example")
    assert message["To"] == "jeanne@exemple.fr"
    assert message["Reply-To"] is None
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Municipality-Code"] == "91228"


def test_the_mairie_comes_from_the_connection(mairie_a, write_template):
    write_template("hello", txt="{{ site_url }}")
    with mairie_context(mairie_a):
        mail.send(to="jeanne@exemple.fr", template="hello")
    assert mairie_a.name in sent().from_email
    assert sent().body.startswith(mairie_a.url())


def test_a_mail_of_the_platform_has_the_platforms_name(outside, write_template):
    write_template("hello", txt="{{ mairie }}")
    mail.send(to="a@exemple.fr", template="hello")
    assert parsed()["From"].addresses[0].display_name == "E-CMS Mairie"
    assert sent().body.startswith("None")
    assert parsed()["X-Municipality-Code"] is None


def test_answers_go_to_the_mairies_contact_address_or_the_one_given(mairie, contact, write_template):
    write_template("hello")
    mairie()
    contact("mairie@evry.fr")
    mail.send(to="a@exemple.fr", template="hello")
    mail.send(to="a@exemple.fr", template="hello", reply_to="elu@evry.fr")
    contact("not an address")
    mail.send(to="a@exemple.fr", template="hello")
    assert [message.reply_to for message in outgoing.outbox] == [["mairie@evry.fr"], ["elu@evry.fr"], []]
    assert "Vous pouvez répondre" in outgoing.outbox[0].body
    assert "merci de ne pas y répondre" in outgoing.outbox[2].body


def test_subject_and_text_are_plain_and_html_is_escaped(mairie, write_template):
    write_template(
        "hello",
        subject="\n Réponse à « {{ title }} »\n",
        txt="Bonjour {{ name }},\n\n\n\n{{ title }}",
        html='{% extends "mail/base.html" %}{% block body %}<p>Bonjour {{ name }}</p>{% endblock %}',
    )
    mairie()
    mail.send(to="a@exemple.fr", template="hello", context={"name": "O'Neil <b>", "title": "L'eau & l'air"})
    assert sent().subject == "Réponse à « L'eau & l'air »"
    assert sent().body.startswith("Bonjour O'Neil <b>,\n\nL'eau & l'air\n\n-- \nMairie d'Évry-Courcouronnes\n")
    html = parsed().get_body(("html",)).get_content()
    assert "<p>Bonjour O&#x27;Neil &lt;b&gt;</p>" in html
    assert "Mairie d&#x27;Évry-Courcouronnes" in html
    assert "<h1" in html
    assert "L&#x27;eau &amp; l&#x27;air" in html
    assert '<html lang="fr"' in html


def test_without_an_html_template_the_text_is_framed_and_its_links_can_be_followed(mairie, write_template):
    write_template("hello", txt="Ouvrez https://evry.localhost/a?b=1&c=2\n\n<script>")
    mairie()
    mail.send(to="a@exemple.fr", template="hello")
    html = parsed().get_body(("html",)).get_content()
    assert 'href="https://evry.localhost/a?b=1&amp;c=2"' in html
    assert "&lt;script&gt;" in html


def test_dates_are_written_in_french_whatever_language_is_active(mairie, write_template):
    import datetime as dt

    from django.utils import translation

    write_template("hello", txt='{{ day|date:"l j F" }}')
    mairie()
    with translation.override("en"):
        mail.send(to="a@exemple.fr", template="hello", context={"day": dt.date(2026, 2, 3)})
    assert sent().body.startswith("mardi 3 février")


def test_one_click_unsubscription_is_announced(mairie, write_template):
    write_template("hello")
    mairie()
    mail.send(to="a@exemple.fr", template="hello", unsubscribe_url="https://evry.localhost/u/1")
    message = parsed()
    assert message["List-Unsubscribe"] == "<https://evry.localhost/u/1>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://evry.localhost/u/1" in sent().body


def test_a_message_id_given_is_kept_and_of_the_sending_domain(mairie, write_template, settings):
    settings.DEFAULT_FROM_EMAIL = "noreply@mairies.example"
    write_template("hello")
    mairie()
    mail.send(to="a@exemple.fr", template="hello", message_id="job.7.1")
    assert parsed()["Message-ID"] == "<job.7.1@mairies.example>"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jeanne",
        "jeanne@",
        "a@b.fr, c@d.fr",
        "Jeanne <a@b.fr>",
        "a@b.fr\nBcc: c@d.fr",
        "a@b.fr\r\n",
        "a@b.fr\x00",
        "a b@c.fr",
        "@exemple.fr",
    ],
)
def test_what_is_not_one_bare_address_is_undeliverable(mairie, write_template, address):
    write_template("hello")
    mairie()
    if address.strip() == "a@b.fr":
        mail.send(to=address, template="hello")
        assert sent().to == ["a@b.fr"]
        return
    with pytest.raises(mail.UndeliverableAddress) as error:
        mail.send(to=address, template="hello")
    assert "jeanne" not in str(error.value)
    assert not outgoing.outbox


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n", "\u2028", "\x0b", "\x85"])
def test_no_header_can_be_smuggled_in(mairie, write_template, newline):
    write_template("hello", subject="Sujet : {{ title }}")
    mairie(f'Mairie "{newline}Bcc: victime@exemple.fr')
    mail.send(to="a@exemple.fr", template="hello", context={"title": f"x{newline}Bcc: victime@exemple.fr"})
    message = message_from_bytes(sent().message().as_bytes())
    assert message["Bcc"] is None
    assert sent().recipients() == ["a@exemple.fr"]
    assert "Bcc: victime@exemple.fr" in sent().subject


@pytest.mark.parametrize("name", ["unsubscribe_url", "message_id"])
def test_a_newline_in_a_header_given_by_a_program_is_an_error(mairie, write_template, name):
    write_template("hello")
    mairie()
    with pytest.raises(ValueError, match="newline"):
        mail.send(to="a@exemple.fr", template="hello", **{name: "x\nBcc: a@b.fr"})
    assert not outgoing.outbox


def test_a_template_that_is_missing_is_an_error(mairie):
    mairie()
    with pytest.raises(TemplateDoesNotExist):
        mail.send(to="a@exemple.fr", template="nowhere")


@pytest.mark.parametrize(("codes", "error"), [((550,), mail.UndeliverableAddress), ((550, 450), smtplib.SMTPException)])
def test_only_a_refusal_for_good_of_every_recipient_is_final(mairie, write_template, monkeypatch, codes, error):
    refusal = smtplib.SMTPRecipientsRefused({f"a{code}@exemple.fr": (code, b"no") for code in codes})

    def refuse(message):
        raise refusal

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    write_template("hello")
    mairie()
    with pytest.raises(error):
        mail.send(to="a@exemple.fr", template="hello")


def test_a_value_named_text_reaches_the_html_as_it_was_given(mairie, write_template):
    write_template("news", txt="Bonjour Jeanne, {{ text }}", html="<p>{{ text }}</p>")
    mairie()
    mail.send(to="jeanne@exemple.fr", template="news", context={"text": "Le marché a changé de place."})
    assert parsed().get_body(("html",)).get_content().strip() == "<p>Le marché a changé de place.</p>"


def test_a_long_word_does_not_widen_a_mail(mairie, write_template):
    write_template("hello", html='{% extends "mail/base.html" %}')
    mairie()
    mail.send(to="jeanne@exemple.fr", template="hello")
    assert parsed().get_body(("html",)).get_content().count("overflow-wrap:anywhere") == 2


def test_no_line_of_the_html_begins_with_a_sign_and_attributes_stay_as_they_are(mairie, write_template):
    write_template("hello", html='<p title="a : b">Êtes-vous « Jeanne » ? Écrivez ici : <a href="/x?y : z">ici</a></p>')
    mairie()
    mail.send(to="jeanne@exemple.fr", template="hello")
    assert parsed().get_body(("html",)).get_content().strip() == (
        '<p title="a : b">Êtes-vous «\N{NO-BREAK SPACE}Jeanne\N{NO-BREAK SPACE}»\N{NO-BREAK SPACE}? '
        'Écrivez ici\N{NO-BREAK SPACE}: <a href="/x?y : z">ici</a></p>'
    )
