"""Sessions: opened by a login, carried on by refresh tokens that work once, ended at once by revoking the row."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from tenant_apps.accounts import tokens
from tenant_apps.accounts.errors import InvalidCredentials, SessionEnded, TokenReused
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.services.housekeeping import plan_purge


@dataclass(frozen=True, slots=True)
class Device:
    """Where a login comes from; shown to the account's owner."""

    ip: str = ""
    user_agent: str = ""


@transaction.atomic
def open_session(*, user: User, device: Device) -> dict[str, Any]:
    """Tokens of a new session for an account whose password was just checked; raises InvalidCredentials.

    The account is read again under a lock: a password changed or an account closed since the check lets nobody in.
    """
    current = User.objects.select_for_update(no_key=True).filter(
        id=user.id, password=user.password, is_active=True, deleted_at__isnull=True
    )
    locked = current.first()
    if locked is None:
        raise InvalidCredentials
    now = timezone.now()
    session = Session.objects.create(
        user=locked,
        refresh_jti=uuid.uuid4(),
        last_seen_at=now,
        expires_at=now + RefreshToken.lifetime,
        ip=device.ip or None,
        user_agent=device.user_agent[:255],
    )
    User.objects.filter(id=user.id).update(last_login=now)
    user.last_login = now
    plan_purge()
    return tokens.issue(session=session, user=locked)


def refresh_session(*, claims: tokens.Claims) -> dict[str, Any]:
    """New tokens for a live session; a refresh token that was already used ends the session (TokenReused)."""
    with transaction.atomic():
        session = _locked_session(claims)
        if session is None:
            raise SessionEnded
        if session.refresh_jti == claims.jti:
            return _rotate(session)
        revoke(session_id=session.id)
    raise TokenReused


def revoke(*, session_id: uuid.UUID) -> None:
    """End one session: its access tokens stop working with the next request."""
    Session.objects.filter(id=session_id, revoked_at__isnull=True).update(revoked_at=timezone.now())


def revoke_all(*, user: User, keep: uuid.UUID | None = None) -> None:
    """End every session of the account, but for the one to `keep`."""
    live = Session.objects.filter(user=user, revoked_at__isnull=True)
    (live.exclude(id=keep) if keep else live).update(revoked_at=timezone.now())


def _locked_session(claims: tokens.Claims) -> Session | None:
    return (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("user")
        .filter(
            id=claims.session_id,
            user_id=claims.user_id,
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )


def _rotate(session: Session) -> dict[str, Any]:
    now = timezone.now()
    session.refresh_jti = uuid.uuid4()
    session.last_seen_at = now
    session.expires_at = now + RefreshToken.lifetime
    session.save(update_fields=["refresh_jti", "last_seen_at", "expires_at"])
    return tokens.issue(session=session, user=session.user)
