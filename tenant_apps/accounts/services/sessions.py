"""Sessions: opened by a login, carried on by refresh tokens that work once, ended at once by revoking the row."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from tenant_apps.accounts import tokens
from tenant_apps.accounts.errors import InvalidCredentials, SessionEnded, TokenReused
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.services.housekeeping import plan_purge
from tenant_apps.accounts.services.session_rules import SessionRules, require_allowed, session_rules

# How often a session that is carried on says that its account is alive.
SEEN_EVERY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Device:
    """Where a login comes from; shown to the account's owner."""

    ip: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session that has just begun, and its tokens as the API gives them."""

    session: Session
    tokens: dict[str, Any]


@transaction.atomic
def open_session(*, user: User, device: Device) -> Opened:
    """A new session for an account whose password (and second factor) were just checked.

    The account is read again under a lock: a password or second factor changed or an account closed since the check
    lets nobody in. Raises InvalidCredentials, or IpNotAllowed for staff who may not act from here.
    """
    unchanged = {"password": user.password, "two_factor_enabled": user.two_factor_enabled}
    current = User.objects.present().filter(id=user.id, is_active=True, **unchanged)
    locked = current.select_for_update(no_key=True).first()
    if locked is None:
        raise InvalidCredentials
    rules = session_rules()
    require_allowed(user=locked, ip=device.ip, allowed_ips=rules.allowed_ips)
    session = _create(user=locked, device=device)
    user.last_login = session.last_seen_at
    plan_purge()
    return Opened(session, tokens.issue(session=session, user=locked, seconds=rules.access_seconds))


def refresh_session(*, claims: tokens.Claims, device: Device) -> dict[str, Any]:
    """New tokens for a live session; a refresh token that was already used ends the session (TokenReused).

    Raises SessionEnded, or IpNotAllowed for staff who may not act from here.
    """
    rules = session_rules()
    with transaction.atomic():
        session = _locked_session(claims)
        if session is None or _is_idle(session, rules):
            raise SessionEnded
        require_allowed(user=session.user, ip=device.ip, allowed_ips=rules.allowed_ips)
        if session.refresh_jti == claims.jti:
            return _rotate(session, rules)
        revoke(session_id=session.id)
    raise TokenReused


def carry_on(*, claims: tokens.Claims, rules: SessionRules) -> bool:
    """Let a live session last on, in the caller's transaction; False when it has idled or ended meanwhile."""
    session = _locked_session(claims)
    if session is None or _is_idle(session, rules):
        return False
    now = timezone.now()
    session.last_seen_at, session.expires_at = now, now + RefreshToken.lifetime
    session.save(update_fields=["last_seen_at", "expires_at"])
    _mark_seen(session.user)
    return True


def revoke(*, session_id: uuid.UUID) -> None:
    """End one session: its access tokens stop working with the next request."""
    Session.objects.filter(id=session_id, revoked_at__isnull=True).update(revoked_at=timezone.now())


def end_own(*, user: User, session_id: uuid.UUID) -> None:
    """End one of the person's own sessions; nothing for another's or one that has ended."""
    Session.objects.filter(id=session_id, user=user, revoked_at__isnull=True).update(revoked_at=timezone.now())


def revoke_all(*, user: User, keep: uuid.UUID | None = None) -> None:
    """End every session of the account, but for the one to `keep`."""
    live = Session.objects.filter(user=user, revoked_at__isnull=True)
    (live.exclude(id=keep) if keep else live).update(revoked_at=timezone.now())


def _create(*, user: User, device: Device) -> Session:
    now = timezone.now()
    session = Session.objects.create(
        user=user,
        refresh_jti=uuid.uuid4(),
        last_seen_at=now,
        expires_at=now + RefreshToken.lifetime,
        ip=device.ip or None,
        user_agent=device.user_agent[:255],
    )
    User.objects.filter(id=user.id).update(last_login=now, last_seen_at=now, warned_at=None)
    return session


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


def _is_idle(session: Session, rules: SessionRules) -> bool:
    return rules.seen_since is not None and session.last_seen_at < rules.seen_since


def _rotate(session: Session, rules: SessionRules) -> dict[str, Any]:
    now = timezone.now()
    session.refresh_jti = uuid.uuid4()
    session.last_seen_at = now
    session.expires_at = now + RefreshToken.lifetime
    session.save(update_fields=["refresh_jti", "last_seen_at", "expires_at"])
    _mark_seen(session.user)
    return tokens.issue(session=session, user=session.user, seconds=rules.access_seconds)


def _mark_seen(user: User) -> None:
    """Note once a day that the account is in use; never wait for its row, whose holder may wait for the session."""
    now = timezone.now()
    if user.warned_at is None and user.last_seen_at and user.last_seen_at > now - SEEN_EVERY:
        return
    free = User.objects.filter(id=user.id).select_for_update(skip_locked=True, no_key=True)
    if free.values_list("id").first():
        User.objects.filter(id=user.id).update(last_seen_at=now, warned_at=None)
