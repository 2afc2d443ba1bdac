"""Signing in with an address and a password, where the mairie is known and where it has to be found."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils.translation import gettext as _

from core.tenancy import Tenant
from core.tenancy.errors import MunicipalitySuspended
from shared_apps.municipalities.selectors import directory
from tenant_apps.accounts.errors import InvalidCredentials, MunicipalityAmbiguous
from tenant_apps.accounts.models import Session, User
from tenant_apps.accounts.scopes import PLATFORM_CODE, entered
from tenant_apps.accounts.services.attempts import counted_attempt
from tenant_apps.accounts.services.sessions import Device, open_session
from tenant_apps.accounts.services.two_factor import require_code

# A password hash that no password has: checking against it takes as long as against a real one.
NO_PASSWORD = "!"  # noqa: S105
# A failed search for the mairie costs at least this many hashes, so that an address known to a few mairies takes as
# long to be refused as an unknown one.
HASHES_OF_A_FAILED_SEARCH = 3


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who came in, where, in which session and with which tokens."""

    scope: Tenant | None
    user: User
    session: Session
    tokens: dict[str, Any]


def log_in(*, scope: Tenant | None, email: str, password: str, device: Device, otp_code: str = "") -> SignedIn:
    """Sign in where one is (`scope`).

    Raises InvalidCredentials, for a right password OtpRequired, OtpInvalid or IpNotAllowed, and RateLimitedError after
    too many failures.
    """
    with counted_attempt(email=email, ip=device.ip):
        user = require_credentials(email=email, password=password)
        return admit(scope=scope, user=user, otp_code=otp_code, device=device)


def log_in_anywhere(*, email: str, password: str, device: Device, otp_code: str = "") -> SignedIn:
    """Sign in wherever the login directory knows the address and the password is right; raises what `log_in` does.

    Right in several places is MunicipalityAmbiguous with the choices, right in none InvalidCredentials.
    """
    with counted_attempt(email=email, ip=device.ip):
        scope, user = _only_one(_matches(email, password))
        with entered(scope):
            return admit(scope=scope, user=user, otp_code=otp_code, device=device)


def require_credentials(*, email: str, password: str) -> User:
    """The active account with the address and the password; raises InvalidCredentials."""
    user = check_credentials(email=email, password=password)
    if user is None:
        raise InvalidCredentials
    return user


def check_credentials(*, email: str, password: str) -> User | None:
    """The active account with the address and the password, after one hash in every case."""
    user = User.objects.present().with_email(email).filter(is_active=True).first()
    if user is None:
        check_password(password, NO_PASSWORD)
        return None
    return user if user.check_password(password) else None


@transaction.atomic
def admit(*, scope: Tenant | None, user: User, otp_code: str, device: Device) -> SignedIn:
    """Open a session for whoever knew the password, once the second factor is right too."""
    require_code(user=user, code=otp_code)
    opened = open_session(user=user, device=device)
    return SignedIn(scope, user, opened.session, opened.tokens)


def _matches(email: str, password: str) -> list[tuple[Tenant | None, User]]:
    scopes = directory.tenants_of_email(email)
    found: list[tuple[Tenant | None, User]] = []
    for scope in scopes:
        with entered(scope):
            user = check_credentials(email=email, password=password)
        if user:
            found.append((scope, user))
    if not found:
        for _hash in range(HASHES_OF_A_FAILED_SEARCH - len(scopes)):
            check_password(password, NO_PASSWORD)
    return found


def _only_one(matches: list[tuple[Tenant | None, User]]) -> tuple[Tenant | None, User]:
    """The account that is meant: a suspended mairie counts only where no other place knows the password."""
    if not matches:
        raise InvalidCredentials
    usable = [match for match in matches if match[0] is None or match[0].state == "active"]
    if not usable:
        raise MunicipalitySuspended
    if len(usable) > 1:
        raise MunicipalityAmbiguous(details={"municipalities": [_choice(scope) for scope, _user in usable]})
    return usable[0]


def _choice(scope: Tenant | None) -> dict[str, Any]:
    if scope is None:
        return {"code": PLATFORM_CODE, "name": _("Plateforme"), "host": settings.BASE_DOMAIN}
    return {"code": scope.code, "name": scope.name, "host": scope.host}
