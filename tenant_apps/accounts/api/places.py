"""Where an authentication request belongs: routed like any other, named in its body, or left to be found."""

from dataclasses import dataclass

from core.api.addresses import client_address
from core.api.requests import Request
from core.tenancy import Tenant
from core.tenancy.directory import directory
from core.tenancy.errors import MunicipalityNotFound, MunicipalityRequired, WrongMunicipality
from core.tenancy.middleware import require_open
from tenant_apps.accounts.scopes import PLATFORM_CODE
from tenant_apps.accounts.services.sessions import Device


@dataclass(frozen=True, slots=True)
class Place:
    """A mairie, or the platform's own accounts (None)."""

    scope: Tenant | None


def named_place(request: Request, code: str) -> Place | None:
    """The place that the routing or the body's `municipality_code` names, None when neither does.

    Two that disagree are WrongMunicipality, an unknown code MunicipalityNotFound, a closed mairie its own error.
    """
    routed: Tenant | None = request.municipality
    code = code.strip().upper()
    if routed is not None:
        if code and code != routed.code:
            raise WrongMunicipality
        return Place(routed)
    if code == PLATFORM_CODE.upper():
        return Place(None)
    return Place(tenant_of_code(code)) if code else None


def required_mairie(request: Request, code: str) -> Tenant:
    """The mairie named by the routing or the body; raises MunicipalityRequired."""
    place = named_place(request, code)
    if place is None or place.scope is None:
        raise MunicipalityRequired
    return place.scope


def claimed_place(request: Request, municipality: str) -> Place:
    """The place a signed token belongs to; it must be the one the request was routed to, if it was."""
    routed: Tenant | None = request.municipality
    if routed is not None:
        if municipality != routed.code:
            raise WrongMunicipality
        return Place(routed)
    return Place(tenant_of_code(municipality) if municipality else None)


def tenant_of_code(code: str) -> Tenant:
    """The open mairie of the code; raises what the routing would."""
    tenant = directory.by_code(code)
    if tenant is None:
        raise MunicipalityNotFound
    require_open(tenant)
    return tenant


def device_of(request: Request) -> Device:
    """The caller's address and program."""
    return Device(ip=client_address(request._request), user_agent=request.headers.get("User-Agent", ""))
