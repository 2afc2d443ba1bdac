"""Jobs of the accounts: mails, whose codes and links are made when they are sent, and the purge."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from core.mail import UndeliverableAddress
from shared_apps.jobs.errors import PermanentFailure
from shared_apps.jobs.registry import MAIL_ATTEMPTS, job
from tenant_apps.accounts.services import (
    email_change,
    housekeeping,
    invitations,
    mailing,
    management,
    passwords,
    verification,
)


@contextmanager
def mailed() -> Iterator[None]:
    """An address that can never be reached is no reason to try again."""
    try:
        yield
    except UndeliverableAddress as error:
        raise PermanentFailure(str(error)) from error


@job(mailing.SPREAD)
def spread(*, payload: dict[str, Any], key: str) -> None:
    mailing.spread(kind=payload["kind"], email=payload["email"])


@job(mailing.SEND_CODE)
def send_code(*, payload: dict[str, Any], key: str) -> None:
    with mailed():
        verification.send_code(email=payload["email"])


@job(mailing.SEND_RESET_LINK)
def send_reset_link(*, payload: dict[str, Any], key: str) -> None:
    with mailed():
        passwords.send_reset_link(email=payload["email"])


@job(management.SEND_FIRST_LINK, max_attempts=MAIL_ATTEMPTS)
def send_first_link(*, payload: dict[str, Any], key: str) -> None:
    with mailed():
        passwords.send_first_link(user_id=payload["user_id"])


@job(email_change.SEND_CODE)
def send_change_code(*, payload: dict[str, Any], key: str) -> None:
    with mailed():
        email_change.send_change_code(user_id=payload["user_id"], email=payload["email"])


@job(invitations.SEND_INVITATION, max_attempts=MAIL_ATTEMPTS)
def send_invitation(*, payload: dict[str, Any], key: str) -> None:
    with mailed():
        invitations.send_invitation(invitation_id=payload["invitation_id"])


@job("accounts.purge")
def purge(*, payload: dict[str, Any], key: str) -> None:
    housekeeping.purge()
