"""Sessions that a browser carries in a cookie: signed for one mairie, and carried on while the person is there."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from rest_framework_simplejwt.tokens import RefreshToken

from core.tenancy import require
from core.tenancy.signing import signed, unsigned
from tenant_apps.accounts import tokens
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.selectors.sessions import caller_of
from tenant_apps.accounts.services.login import log_in
from tenant_apps.accounts.services.session_rules import require_allowed_text, session_rules
from tenant_apps.accounts.services.sessions import Device, carry_on

PURPOSE = "accounts.browser"


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose browser it is, and the ticket that takes the place of the one it brought, if that is due."""

    user: User
    session_id: UUID
    renewed: str = ""


def open_browser(*, email: str, password: str, otp_code: str, device: Device) -> str:
    """A ticket for whoever knows the password; raises what `log_in` does."""
    came_in = log_in(scope=require(), email=email, password=password, otp_code=otp_code, device=device)
    claims = tokens.read_access(came_in.tokens["access_token"])
    return ticket_of(claims.user_id, claims.session_id, came_in.tokens["expires_in"])


def visit_of(*, ticket: str, ip: str) -> Visit | None:
    """Who brings a ticket, None when it is foreign, made up or of a session that has ended.

    One that is as old as an access token may become is carried on, unless the mairie ends sessions that idle for so
    long. Raises IpNotAllowed for staff who may not act from there.
    """
    said = unsigned(ticket, purpose=PURPOSE, max_age=RefreshToken.lifetime)
    if not said:
        return None
    user_id, session, renew_at = said
    claims = tokens.Claims(user_id=user_id, session_id=UUID(session), municipality=require().code, jti=UUID(int=0))
    caller = caller_of(claims)
    if caller is None:
        return None
    if caller.allowed_ips:
        require_allowed_text(user=caller.user, ip=ip, allowed_ips=caller.allowed_ips)
    if timezone.now().timestamp() < renew_at:
        return Visit(caller.user, claims.session_id)
    return _carried_on(claims, caller.user)


@transaction.atomic
def _carried_on(claims: tokens.Claims, user: User) -> Visit | None:
    rules = session_rules()
    if not carry_on(claims=claims, rules=rules):
        return None
    return Visit(user, claims.session_id, ticket_of(claims.user_id, claims.session_id, rules.access_seconds))


def ticket_of(user_id: int, session_id: UUID, seconds: int) -> str:
    renew_at = int((timezone.now() + timedelta(seconds=seconds)).timestamp())
    return signed([user_id, session_id.hex, renew_at], purpose=PURPOSE)


def end_browser(*, ticket: str) -> None:
    """End the session of a genuine ticket; nothing for any other."""
    said = unsigned(ticket, purpose=PURPOSE, max_age=RefreshToken.lifetime)
    if said:
        Session.objects.filter(id=UUID(said[1]), user_id=said[0], revoked_at__isnull=True).update(
            revoked_at=timezone.now()
        )
