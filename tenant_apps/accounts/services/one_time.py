"""Codes and links that work once: random, stored as keyed digests, the newest of each purpose replacing the others."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from core.email_addresses import normalised_email
from core.tenancy import current
from core.tenancy.signing import digest, is_digest
from tenant_apps.accounts.models import OneTimeSecret, User

Purpose = OneTimeSecret.Purpose
LIFETIMES = {
    Purpose.VERIFY_EMAIL: timedelta(minutes=10),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.SET_PASSWORD: timedelta(days=7),
    Purpose.CHANGE_EMAIL: timedelta(minutes=10),
}
CODE_SECONDS = int(LIFETIMES[Purpose.VERIFY_EMAIL].total_seconds())
MAX_ATTEMPTS = 5
SALT = "accounts.password-link"
DIGEST = "accounts.one-time"


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """What the token of a password link says; `municipality` is "" for the platform's own accounts."""

    municipality: str
    user_id: int
    purpose: str
    secret: str


def issue_code(*, user: User) -> str:
    """A new six-digit code that verifies the account's address."""
    code = _new_code()
    _store(user=user, purpose=Purpose.VERIFY_EMAIL, secret=code)
    return code


def issue_change_code(*, user: User, email: str) -> str:
    """A new six-digit code that gives the account this very address."""
    code = _new_code()
    _store(user=user, purpose=Purpose.CHANGE_EMAIL, secret=change_secret(email=email, code=code))
    return code


def change_secret(*, email: str, code: str) -> str:
    """What is kept secret of a change of address: the code, worth something together with the address only."""
    return f"{normalised_email(email)}:{code}"


def issue_link_token(*, user: User, purpose: Purpose) -> str:
    """A new token that lets the account's owner choose a password; signed, because it also says where it belongs."""
    secret = secrets.token_urlsafe(24)
    _store(user=user, purpose=purpose, secret=secret)
    tenant = current()
    return signing.dumps([tenant.code if tenant else "", user.id, purpose.value, secret], salt=SALT)


def read_link_token(token: str) -> PasswordLink | None:
    """The genuine token's content, None for any other text."""
    try:
        municipality, user_id, purpose, secret = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return PasswordLink(municipality, user_id, purpose, secret)


def find_live(*, user: User, purpose: str) -> OneTimeSecret | None:
    """The account's live secret, locked; the caller has locked the account before."""
    return (
        OneTimeSecret.objects.select_for_update()
        .filter(user=user, purpose=purpose, attempts__lt=MAX_ATTEMPTS, expires_at__gt=timezone.now())
        .first()
    )


def consume(*, user: User, purpose: str, secret: str) -> bool:
    """Whether the secret is the live one: a right one is used up, a wrong one costs a try (commit either way)."""
    live = find_live(user=user, purpose=purpose)
    if live is None:
        return False
    if matches(live, secret):
        live.delete()
        return True
    live.attempts += 1
    live.save(update_fields=["attempts"])
    return False


def matches(live: OneTimeSecret, secret: str) -> bool:
    """Compare in constant time."""
    return is_digest(bytes(live.digest).hex(), live.user_id, live.purpose, secret, purpose=DIGEST)


def _new_code() -> str:
    return f"{secrets.randbelow(10**6):06d}"


def _store(*, user: User, purpose: Purpose, secret: str) -> None:
    now = timezone.now()
    row = OneTimeSecret(
        user=user,
        purpose=purpose,
        digest=bytes.fromhex(digest(user.id, purpose, secret, purpose=DIGEST)),
        created_at=now,
        expires_at=now + LIFETIMES[purpose],
    )
    OneTimeSecret.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["user", "purpose"],
        update_fields=["digest", "attempts", "created_at", "expires_at"],
    )
