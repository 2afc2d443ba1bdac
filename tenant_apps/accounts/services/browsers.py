"""Sessions that a browser carries in a cookie: its ticket names one of them, signed for one mairie.

A ticket is renewed when it is as old as an access token may become, and the session is carried on with it; so pages are
read without a write, and a mairie that shortens sessions ends idle ones here as it does for the API.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from rest_framework_simplejwt.tokens import RefreshToken

from core.tenancy import require
from core.tenancy.signing import signed, unsigned
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.selectors.sessions import caller_of
from tenant_apps.accounts.services.login import SignedIn
from tenant_apps.accounts.services.session_rules import require_allowed_text, session_rules
from tenant_apps.accounts.services.sessions import carry_on, revoke
from tenant_apps.accounts.tokens import Claims

PURPOSE = "accounts.browser"


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose browser it is, and the ticket that takes the place of the one it brought, if that is due."""

    user: User
    session_id: UUID
    renewed: str = ""


def ticket_for(signed_in: SignedIn) -> str:
    """What the browser of whoever has just signed in keeps."""
    return ticket_of(session=signed_in.session, seconds=signed_in.tokens["expires_in"])


def ticket_of(*, session: Session, seconds: int) -> str:
    """A ticket of the session that is to be renewed in so many seconds."""
    return _ticket(session.user_id, session.id, seconds)


def visit_of(*, ticket: str, ip: str) -> Visit | None:
    """Who brings the ticket, in one query unless it is renewed; None when it is foreign, made up or of a session that
    has ended. Raises IpNotAllowed for staff who may not act from there.
    """
    read = _read(ticket)
    caller = caller_of(read[0]) if read else None
    if read is None or caller is None:
        return None
    if caller.allowed_ips:
        require_allowed_text(user=caller.user, ip=ip, allowed_ips=caller.allowed_ips)
    claims, renew_at = read
    return Visit(caller.user, claims.session_id) if time.time() < renew_at else _carried_on(claims, caller.user)


def end_browser(*, ticket: str) -> None:
    """End the session of a genuine ticket; nothing for any other."""
    if read := _read(ticket):
        revoke(session_id=read[0].session_id)


@transaction.atomic
def _carried_on(claims: Claims, user: User) -> Visit | None:
    rules = session_rules()
    if not carry_on(claims=claims, rules=rules):
        return None
    return Visit(user, claims.session_id, _ticket(claims.user_id, claims.session_id, rules.access_seconds))


def _ticket(user_id: int, session_id: UUID, seconds: int) -> str:
    return signed([user_id, session_id.hex, int(time.time()) + seconds], purpose=PURPOSE)


def _read(ticket: str) -> tuple[Claims, int] | None:
    """What a genuine ticket says, and when it is to be renewed."""
    said = unsigned(ticket, purpose=PURPOSE, max_age=RefreshToken.lifetime)
    if not said:
        return None
    user_id, session, renew_at = said
    return Claims(user_id=user_id, session_id=UUID(session), municipality=require().code, jti=None), renew_at
