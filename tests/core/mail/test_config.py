"""MAIL_URL says everything about outgoing mail."""

import pytest

from core.mail.config import MailUrlError, mail_settings

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def settings_of(url):
    settings = mail_settings(url, base_domain="mairies.example")
    return {key: value for key, value in settings.items() if key not in {"DEFAULT_FROM_EMAIL", "SERVER_EMAIL"}}


def smtp(**changes):
    return {
        "EMAIL_BACKEND": SMTP,
        "EMAIL_HOST": "mx.example",
        "EMAIL_PORT": 25,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_TIMEOUT": 20,
        **changes,
    }


@pytest.mark.parametrize(
    ("url", "settings"),
    [
        ("file:///var/mail/x", {"EMAIL_BACKEND": "core.mail.backends.FileBackend", "EMAIL_FILE_PATH": "/var/mail/x"}),
        ("file:///a%20b", {"EMAIL_BACKEND": "core.mail.backends.FileBackend", "EMAIL_FILE_PATH": "/a b"}),
        ("console://", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
        ("memory://", {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}),
        ("smtp://mx.example", smtp()),
        ("smtp://mx.example?tls=1", smtp(EMAIL_PORT=587, EMAIL_USE_TLS=True)),
        ("smtps://mx.example", smtp(EMAIL_PORT=465, EMAIL_USE_SSL=True)),
        ("smtp://mx.example?ssl=1&timeout=5", smtp(EMAIL_PORT=465, EMAIL_USE_SSL=True, EMAIL_TIMEOUT=5)),
        (
            "smtp://me%40x.fr:p%2Fw%3A@mx.example:2525",
            smtp(EMAIL_PORT=2525, EMAIL_HOST_USER="me@x.fr", EMAIL_HOST_PASSWORD="p/w:"),
        ),
        (
            "anymail+mailjet://?api_key=a&secret_key=b",
            {
                "EMAIL_BACKEND": "anymail.backends.mailjet.EmailBackend",
                "ANYMAIL": {"MAILJET_API_KEY": "a", "MAILJET_SECRET_KEY": "b", "REQUESTS_TIMEOUT": 20},
            },
        ),
    ],
)
def test_each_form_gives_djangos_settings(url, settings):
    assert settings_of(url) == settings


def test_the_sending_address_is_of_the_platforms_domain_unless_the_url_says_otherwise():
    assert mail_settings("console://", base_domain="mairies.example")["DEFAULT_FROM_EMAIL"] == "noreply@mairies.example"
    named = mail_settings("console://?from=courrier@mairies.fr")
    assert named["DEFAULT_FROM_EMAIL"] == named["SERVER_EMAIL"] == "courrier@mairies.fr"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "ftp://x",
        "file://relative/dir",
        "file:///",
        "smtp://",
        "smtps://mx?tls=1",
        "smtp://mx:port",
        "smtp://mx?timeout=soon",
        "anymail+://?api_key=a",
        "anymail+../x://",
        "console://?from=nobody",
        "console://?from=a@b.fr%0d%0aBcc:c@d.fr",
    ],
)
def test_anything_else_is_refused_in_one_line(url):
    with pytest.raises(MailUrlError, match=r"\AMAIL_URL[^\n]+\Z"):
        mail_settings(url)
