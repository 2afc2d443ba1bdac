"""Bearer tokens: signed for this municipality, of a session that is still open, used from where its owner may act."""

from typing import cast

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from core.api.addresses import client_address
from core.api.requests import Request as ApiRequest
from core.tenancy.errors import WrongMunicipality
from tenant_apps.accounts import tokens
from tenant_apps.accounts.errors import SessionEnded, TokenInvalid
from tenant_apps.accounts.models import User
from tenant_apps.accounts.selectors.sessions import caller_of
from tenant_apps.accounts.services.session_rules import require_allowed_text


class SessionTokenAuthentication(BaseAuthentication):
    """Sets `request.user` and `request.session_id` with one query."""

    def authenticate(self, request: Request) -> tuple[User, tokens.Claims] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        raw = tokens.bearer(header)
        if raw is None:
            raise TokenInvalid
        claims = tokens.read_access(raw)
        municipality = cast("ApiRequest", request).municipality
        if claims.municipality != (municipality.code if municipality else ""):
            raise WrongMunicipality
        caller = caller_of(claims)
        if caller is None:
            raise SessionEnded
        if caller.allowed_ips:
            ip = client_address(request._request)
            require_allowed_text(user=caller.user, ip=ip, allowed_ips=caller.allowed_ips)
        request.session_id = claims.session_id  # type: ignore[attr-defined]
        return caller.user, claims

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'
