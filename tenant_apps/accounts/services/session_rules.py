"""What the mairie's settings say about sessions: how long they last and where its staff may act from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from core.tenancy import current
from tenant_apps.accounts import tokens
from tenant_apps.accounts.errors import IpNotAllowed
from tenant_apps.accounts.models import STAFF_ROLES, User
from tenant_apps.preferences.selectors.access import is_allowed, read_networks
from tenant_apps.preferences.selectors.mairie import mairie_settings


@dataclass(frozen=True, slots=True)
class SessionRules:
    """`access_seconds` is the life of an access token, `idle_seconds` how long a session may go unrefreshed, None for
    as long as its refresh token lives.
    """

    access_seconds: int
    idle_seconds: int | None = None
    allowed_ips: Sequence[str] = ()

    @property
    def seen_since(self) -> datetime | None:
        """What was last seen before is over; None where nothing is for that reason."""
        return timezone.now() - timedelta(seconds=self.idle_seconds) if self.idle_seconds is not None else None


def session_rules() -> SessionRules:
    """The rules of the current mairie, in one query; the platform's own accounts have the defaults.

    A mairie that shortens sessions wants idle ones to end: from a timeout below the usual life of an access token on, a
    session that nobody has refreshed for that long after its token ended is over.
    """
    longest = tokens.longest_access()
    if current() is None:
        return SessionRules(longest)
    settings = mairie_settings()
    timeout = settings.session_timeout
    idle = 2 * timeout if timeout < longest else None
    return SessionRules(min(timeout, longest), idle, tuple(settings.allowed_ips))


def require_allowed(*, user: User, ip: str, allowed_ips: Sequence[str]) -> None:
    """Raise IpNotAllowed for staff who act from outside the networks, if there are any."""
    if allowed_ips and user.effective_role in STAFF_ROLES and not is_allowed(ip, allowed_ips):
        raise IpNotAllowed


def require_allowed_text(*, user: User, ip: str, allowed_ips: str) -> None:
    """The same for the JSON text that the statement of the session has read along."""
    require_allowed(user=user, ip=ip, allowed_ips=read_networks(allowed_ips))
