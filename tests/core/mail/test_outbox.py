"""Mail into a folder, and the pages that show it."""

import re
import threading

import pytest

from core import mail
from core.mail import outbox


@pytest.fixture
def send(write_template, mail_folder, monkeypatch):
    """Send one mail of the platform into the folder."""
    monkeypatch.setattr("core.mail.sending.current", lambda: None)
    write_template("hello", subject="{{ subject_line }}", txt="Suivez https://exemple.fr/lien?a=1&b=2 <b>vite</b>")

    def send_one(to="jeanne@exemple.fr", subject="Bonjour"):
        mail.send(to=to, template="hello", context={"subject_line": subject})

    return send_one


@pytest.fixture
def pages(client, settings):
    settings.SHOWS_MAIL = True
    return lambda path="": client.get(f"/_mail/{path}", HTTP_HOST="localhost")


def names(folder):
    return outbox.names(folder)


def test_each_mail_is_one_whole_file(send, mail_folder):
    threads = [threading.Thread(target=send, args=(f"u{n}@exemple.fr",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    files = sorted(mail_folder.iterdir())
    assert [file.suffix for file in files] == [".eml"] * 8
    assert {outbox.read(mail_folder, file.stem).recipient for file in files} == {f"u{n}@exemple.fr" for n in range(8)}


def test_mails_are_listed_newest_first(send, mail_folder, pages):
    for number in range(3):
        send(subject=f"Message {number}")
    text = pages().content.decode()
    assert re.findall(r"Message \d", text) == ["Message 2", "Message 1", "Message 0"]
    assert "jeanne@exemple.fr" in text
    assert "E-CMS Mairie" in text


def test_mails_are_found_by_recipient_or_subject(send, pages):
    send(to="paul@exemple.fr", subject="Code")
    send(to="jeanne@exemple.fr", subject="Invitation")
    assert "Invitation" not in pages("?q=PAUL").content.decode()
    assert "Invitation" in pages("?q=invit").content.decode()
    nothing = pages("?q=<script>").content.decode()
    assert "Aucun message ne correspond" in nothing
    assert "<script>" not in nothing


def test_long_lists_have_pages(send, pages):
    for number in range(26):
        send(subject=f"Message {number:02d}")
    assert "Message 00" not in pages().content.decode()
    assert "Message 00" in pages("?page=2").content.decode()
    assert pages("?page=nonsense").status_code == 200


def test_an_empty_folder_says_what_to_do(mail_folder, pages):
    assert "Aucun message" in pages().content.decode()


def test_a_mail_is_shown_with_links_that_can_be_followed(send, mail_folder, pages):
    send()
    (name,) = names(mail_folder)
    text = pages(f"{name}/").content.decode()
    assert 'href="https://exemple.fr/lien?a=1&amp;b=2"' in text
    assert "&lt;b&gt;vite" in text
    assert f'src="/_mail/{name}/html/"' in text
    assert "Message-ID" in text


def test_the_html_of_a_mail_can_run_nothing(send, mail_folder, pages):
    send()
    response = pages(f"{names(mail_folder)[0]}/html/")
    assert '<base target="_blank">' in response.content.decode()
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["unknown", "20260101T000000000000Z-deadbeef", "..%2f..%2fetc%2fpasswd", "%00"])
def test_a_name_that_is_no_mails_is_not_found(mail_folder, pages, name):
    assert pages(f"{name}/").status_code == 404
    assert pages(f"{name}/html/").status_code == 404


def test_unasked_or_without_a_folder_there_are_no_pages(send, mail_folder, client, settings):
    send()
    paths = ["", f"{names(mail_folder)[0]}/", f"{names(mail_folder)[0]}/html/"]
    settings.SHOWS_MAIL = False
    assert {client.get(f"/_mail/{path}", HTTP_HOST="localhost").status_code for path in paths} == {404}
    settings.SHOWS_MAIL, settings.EMAIL_FILE_PATH = True, None
    assert {client.get(f"/_mail/{path}", HTTP_HOST="localhost").status_code for path in paths} == {404}


def test_the_pages_are_the_platform_hosts_alone(mail_folder, client, settings, mairie_a):
    settings.SHOWS_MAIL = True
    assert client.get("/_mail/", HTTP_HOST=mairie_a.host).status_code == 404


def test_the_pages_are_for_reading(mail_folder, client, settings):
    settings.SHOWS_MAIL = True
    assert client.post("/_mail/", HTTP_HOST="localhost").status_code in {403, 405}
