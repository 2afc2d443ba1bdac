"""Host, token, header and query → one mairie, entered for the length of the request."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.utils.module_loading import import_string

from core.api.errors import DomainError, UnauthenticatedError
from core.api.handler import error_response
from core.tenancy.backend.patience import impatient
from core.tenancy.connection import connection
from core.tenancy.context import Tenant, routed_by_code
from core.tenancy.directory import directory
from core.tenancy.errors import (
    BadHost,
    MunicipalityNotFound,
    MunicipalityProvisioning,
    MunicipalityRequired,
    MunicipalitySuspended,
    SiteSuspended,
    WrongMunicipality,
)
from core.tenancy.requests import MunicipalRequest

CODE_HEADER = "X-Municipality-Code"
CODE_PARAMETER = "municipality_code"
# Prefixes of the platform host whose requests belong to a mairie, named by its code.
ROUTED_PREFIXES = ("/api/v1/", "/media/")


class TenancyMiddleware:
    """Sets `request.municipality` (None: the platform) and its URLconf, and keeps the connection in that schema.

    Every source that names a municipality must name the same one; the host decides where there is one.
    """

    def __init__(self, get_response: Callable[[MunicipalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MunicipalRequest) -> HttpResponse:
        request.municipality = None
        try:
            with impatient():
                return self._routed(request)
        except DomainError as error:
            return error_response(request, error)
        except (DatabaseError, InterfaceError) as error:
            return error_response(request, error)
        finally:
            connection.set_schema_to_public()

    def _routed(self, request: MunicipalRequest) -> HttpResponse:
        host = _host(request)
        if host in platform_hosts():
            return self._on_platform(request)
        return self._on_mairie(request, host)

    def process_view(self, request: MunicipalRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Refuse a mairie's endpoint where no mairie was named, unless its view finds out by itself (`scope`)."""
        scope = getattr(getattr(view, "cls", None), "scope", None)
        if scope == "mairie" and request.municipality is None:
            return error_response(request, MunicipalityRequired())
        return None

    def _on_mairie(self, request: MunicipalRequest, host: str) -> HttpResponse:
        entry = directory.by_host(host)
        if entry is None:
            raise MunicipalityNotFound
        tenant = entry.tenant
        require_open(tenant, is_page=not request.path_info.startswith("/api/"))
        if entry.redirect_to:
            return _redirect(request, tenant)
        if any(code != tenant.code for code in _named_codes(request)):
            raise WrongMunicipality
        raw_host = request.META.get("HTTP_HOST", host)
        request.get_host = lambda: raw_host  # type: ignore[method-assign]  # validated against the directory above
        request.urlconf = settings.MAIRIE_URLCONF
        return self._enter(request, tenant)

    def _on_platform(self, request: MunicipalRequest) -> HttpResponse:
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        connection.set_schema_to_public()
        if not request.path_info.startswith(ROUTED_PREFIXES):
            return self.get_response(request)
        codes = set(_named_codes(request))
        if len(codes) > 1:
            raise WrongMunicipality
        code = codes.pop() if codes else ""
        with routed_by_code():
            if not code:
                return self.get_response(request)
            tenant = directory.by_code(code.upper())
            if tenant is None:
                raise MunicipalityNotFound
            require_open(tenant)
            return self._enter(request, tenant)

    def _enter(self, request: MunicipalRequest, tenant: Tenant) -> HttpResponse:
        request.municipality = tenant
        connection.set_tenant(tenant)
        return self.get_response(request)


def _named_codes(request: MunicipalRequest) -> Iterator[str]:
    """The municipality named by the token ("" for the platform's own), the header and the query, as far as present."""
    authorization = request.headers.get("Authorization", "")
    if authorization:
        claim = _claim_reader()(authorization)
        if claim is None:
            raise UnauthenticatedError
        yield claim
    if header := request.headers.get(CODE_HEADER, "").strip():
        yield header.upper()
    if query := request.GET.get(CODE_PARAMETER, "").strip():
        yield query.upper()


def require_open(tenant: Tenant, *, is_page: bool = False) -> None:
    if tenant.state == "suspended":
        raise SiteSuspended if is_page else MunicipalitySuspended
    if tenant.state == "provisioning":
        raise MunicipalityProvisioning
    if tenant.state != "active":
        raise MunicipalityNotFound


def _redirect(request: MunicipalRequest, tenant: Tenant) -> HttpResponse:
    response = HttpResponsePermanentRedirect(tenant.url(request.get_full_path()))
    if request.method not in {"GET", "HEAD"}:
        response.status_code = 308
    return response


def _host(request: MunicipalRequest) -> str:
    """The host asked for."""
    host = host_name(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
    if not host:
        raise BadHost
    return host


def host_name(header: str) -> str:
    """The name in a Host header: lower case, no port, no trailing dot; "" when it is none."""
    host, _port = split_domain_port(header)
    return host.removesuffix(".")


@lru_cache(maxsize=1)
def platform_hosts() -> frozenset[str]:
    """Hosts of the platform itself: the base domain, its www. and api., and what ECMS_ALLOWED_HOSTS adds."""
    own = {f"{prefix}{settings.BASE_DOMAIN}" for prefix in settings.PLATFORM_HOST_PREFIXES}
    return frozenset(own | {host for host in settings.ALLOWED_HOSTS if not host.startswith(".")})


@lru_cache(maxsize=1)
def _claim_reader() -> Callable[[str], str | None]:
    reader: Callable[[str], str | None] = import_string(settings.ECMS_TOKEN_CLAIM_READER)
    return reader
