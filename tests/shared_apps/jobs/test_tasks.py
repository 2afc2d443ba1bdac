"""The handlers of this app: sending mail."""

import smtplib

import pytest
from django.core import mail

from core.tenancy import mairie_context
from shared_apps.jobs.models import Job
from shared_apps.jobs.services import enqueue_email
from shared_apps.jobs.services.execution import Outcome, run_due


@pytest.fixture(autouse=True)
def templates(settings, tmp_path):
    """A mail template `hello` and Django's mailbox in memory."""
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "hello.subject.txt").write_text("Bonjour {{ name }}")
    (folder / "hello.txt").write_text("Votre code : {{ code }}")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [str(tmp_path)]}]


def write(mairie, to="jeanne@exemple.fr"):
    with mairie_context(mairie):
        enqueue_email(to=to, template="hello", context={"name": "Jeanne", "code": "123456"}, key="k")


def test_a_mail_goes_out_in_the_name_of_its_mairie(mairie_a, mairie_b):
    write(mairie_a)
    write(mairie_b)
    assert run_due() == {Outcome.DONE: 2}
    first, second = mail.outbox
    assert (first.subject, first.to) == ("Bonjour Jeanne", ["jeanne@exemple.fr"])
    assert first.from_email.startswith(f'"{mairie_a.name}" <')
    assert second.from_email.startswith(f'"{mairie_b.name}" <')


def test_a_mail_that_is_sent_again_is_recognisable_as_the_same(mairie_a, monkeypatch):
    """Given a server that took the mail and a commit that failed, the second copy has the same Message-ID."""
    sent = []

    def send(message):
        sent.append(message.extra_headers["Message-ID"])
        if len(sent) == 1:
            raise TimeoutError

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)
    write(mairie_a)
    assert run_due() == {Outcome.FAILED: 1}
    Job.objects.update(available_at="2026-01-01T00:00Z")
    assert run_due() == {Outcome.DONE: 1}
    write(mairie_a)
    run_due()
    assert sent[0] == sent[1] != sent[2]


def test_a_malformed_address_is_dead_at_once_and_the_error_does_not_tell_it(mairie_a):
    write(mairie_a, to="not an address\r\nBcc: x@y.fr")
    assert run_due() == {Outcome.DEAD: 1}
    assert Job.objects.get().last_error == "PermanentFailure: the recipient is not an e-mail address"
    assert not mail.outbox


@pytest.mark.parametrize(("code", "outcome"), [(550, Outcome.DEAD), (451, Outcome.FAILED)])
def test_a_recipient_refused_for_good_is_dead_and_one_refused_for_now_is_tried_again(
    mairie_a, monkeypatch, code, outcome
):
    def refuse(message):
        raise smtplib.SMTPRecipientsRefused({"jeanne@exemple.fr": (code, b"no")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    write(mairie_a)
    assert run_due() == {outcome: 1}
    assert "jeanne" not in Job.objects.get().last_error
