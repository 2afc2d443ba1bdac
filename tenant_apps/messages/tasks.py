"""Jobs of messages: mails to people without an account, whose links are made when they are sent."""

from typing import Any

from core.mail import UndeliverableAddress
from shared_apps.jobs.errors import PermanentFailure
from shared_apps.jobs.registry import MAIL_ATTEMPTS, job
from tenant_apps.messages.services import conversations, visitors, writing


@job(conversations.WELCOME_VISITOR, max_attempts=MAIL_ATTEMPTS)
def welcome_visitor(*, payload: dict[str, Any], key: str) -> None:
    """Tell a visitor that the mairie has the message."""
    try:
        visitors.send_welcome(conversation_id=payload["conversation_id"])
    except UndeliverableAddress as error:
        raise PermanentFailure(str(error)) from error


@job(writing.TELL_VISITOR, max_attempts=MAIL_ATTEMPTS)
def tell_visitor(*, payload: dict[str, Any], key: str) -> None:
    """Mail the mairie's answer to a visitor."""
    try:
        visitors.send_answer(message_id=payload["message_id"])
    except UndeliverableAddress as error:
        raise PermanentFailure(str(error)) from error
