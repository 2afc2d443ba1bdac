"""Send one mail in the name of the mairie being served; only job handlers call this, because a server may be slow."""

import smtplib
from collections.abc import Mapping, Sequence
from typing import Any

from anymail.exceptions import AnymailInvalidAddress, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives

from core.mail.errors import UndeliverableAddress
from core.mail.rendering import render
from core.mail.sender import from_header, plain_address, reply_address, sending_address
from core.tenancy import Tenant, current

PERMANENT = 500  # SMTP replies from here on are final
REFUSED = "the mail server refuses the recipient for good"


def send(
    *,
    to: str | Sequence[str],
    template: str,
    context: Mapping[str, Any] | None = None,
    reply_to: str | None = None,
    message_id: str | None = None,
    unsubscribe_url: str | None = None,
) -> None:
    """Render `template` and hand the mail to the mail server; raises UndeliverableAddress when retrying is pointless.

    `message_id` is the part before the @ of the Message-ID: the same one for each attempt lets duplicates be
    recognised. `unsubscribe_url` must accept a POST without confirmation (RFC 8058).
    """
    mairie = current()
    recipients = [plain_address(address) for address in ([to] if isinstance(to, str) else to)]
    answers = plain_address(reply_to) if reply_to else reply_address(mairie)
    values = {**(context or {}), "unsubscribe_url": unsubscribe_url, "reply_to": answers}
    rendered = render(template=template, context=values, mairie=mairie)
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=from_header(mairie),
        to=recipients,
        reply_to=[answers] if answers else None,
        headers=_headers(mairie, message_id, unsubscribe_url),
    )
    message.attach_alternative(rendered.html, "text/html")
    _deliver(message)


def _headers(mairie: Tenant | None, message_id: str | None, unsubscribe_url: str | None) -> dict[str, str]:
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if mairie:
        headers["X-Municipality-Code"] = mairie.code
    if message_id:
        headers["Message-ID"] = f"<{message_id}@{sending_address().rpartition('@')[2]}>"
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _deliver(message: EmailMultiAlternatives) -> None:
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        if all(code >= PERMANENT for code, _reply in refusal.recipients.values()):
            raise UndeliverableAddress(REFUSED) from refusal
        raise
    except (AnymailInvalidAddress, AnymailRecipientsRefused) as refusal:
        raise UndeliverableAddress(REFUSED) from refusal
