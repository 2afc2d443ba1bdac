"""Templates → subject, text and HTML of a mail, in French."""

import re
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.template import Context
from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template, select_template
from django.utils import translation

from core.mail.sender import sender_name
from core.tenancy import Tenant
from core.tenancy.context import absolute_url

LANGUAGE = "fr"
BLANK_LINES = re.compile(r"\n{3,}")
# What is read of an HTML body, and the blanks of it that French lets no line break at.
READ = re.compile(r"(?<=>)[^<>]+(?=<)")
UNBROKEN = re.compile(r" (?=[:;?!»])|(?<=«) ")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A subject on one line, a text and an HTML body."""

    subject: str
    text: str
    html: str


def render(*, template: str, context: dict[str, Any], mairie: Tenant | None) -> Rendered:
    """Render `mail/<template>.subject.txt`, `.txt` and `.html`; without the last, the text is put into the HTML frame.

    `template` is `<app>/<name>`; `mail/base.html`, `button.html` (url, label) and `code.html` (code) are for everybody.
    Beside `context`, templates see `mairie` (None for the platform), `sender_name`, `site_url` and, all but the
    subject's, `subject`; the HTML one also `text_body`. The text template is the body alone: the footer is added here.
    Subject and text are never HTML-escaped, so their templates need no `autoescape off`.
    """
    with translation.override(LANGUAGE):
        values = {**context, "mairie": mairie, "sender_name": sender_name(mairie), "site_url": _site_url(mairie)}
        values["subject"] = " ".join(_unescaped(f"mail/{template}.subject.txt", values).split())
        values["text_body"] = _unescaped(f"mail/{template}.txt", values).strip()
        text = f"{values['text_body']}\n\n-- \n{_unescaped('mail/footer.txt', values).strip()}\n"
        html = select_template([f"mail/{template}.html", "mail/text.html"]).render(values)
        html = READ.sub(lambda read: UNBROKEN.sub("\N{NO-BREAK SPACE}", read[0]), html)
    return Rendered(values["subject"], BLANK_LINES.sub("\n\n", text), html)


def _unescaped(name: str, values: dict[str, Any]) -> str:
    engine_template = cast("DjangoTemplate", get_template(name)).template
    return engine_template.render(Context(values, autoescape=False))


def _site_url(mairie: Tenant | None) -> str:
    return mairie.url() if mairie else absolute_url(settings.BASE_DOMAIN)
