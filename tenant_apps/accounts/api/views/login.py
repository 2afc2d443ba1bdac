"""POST /auth/login/, /auth/token/refresh/ and /auth/logout/."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts import tokens
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.places import claimed_place, device_of, named_place
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS, OpenView
from tenant_apps.accounts.errors import (
    InvalidCredentials,
    IpNotAllowed,
    MunicipalityAmbiguous,
    OtpInvalid,
    OtpRequired,
    SessionEnded,
    TokenExpired,
    TokenInvalid,
    TokenReused,
)
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services.login import SignedIn, log_in, log_in_anywhere
from tenant_apps.accounts.services.sessions import refresh_session, revoke


class LoginView(OpenView):
    errors = {
        "POST": (
            *PLACE_ERRORS,
            InvalidCredentials,
            OtpRequired,
            OtpInvalid,
            IpNotAllowed,
            MunicipalityAmbiguous,
            RateLimitedError,
        )
    }

    @extend_schema(
        operation_id="auth_login",
        summary="Connexion",
        description="Sur l'hôte de la plateforme et sans code de municipalité, la mairie est retrouvée par l'adresse ; "
        "si le mot de passe vaut dans plusieurs, la réponse 409 donne le choix dans `details.municipalities`. Avec la "
        "double authentification, `otp_code` est le code de l'application ou un code de secours.",
        request=auth.LoginBody,
        responses={200: auth.LoginAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(auth.LoginBody)
        signed_in = _log_in(request, code=body.pop("municipality_code", "") or "", **body)
        with entered(signed_in.scope):
            return Response(presenters.signed_in(signed_in.user, signed_in.tokens))


class RefreshView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, TokenInvalid, TokenExpired, TokenReused, SessionEnded, IpNotAllowed)}

    @extend_schema(
        operation_id="auth_token_refresh",
        summary="Rafraîchir le jeton",
        description="Le jeton de rafraîchissement ne sert qu'une fois : la réponse en donne un nouveau. Présenter un "
        "jeton déjà utilisé ferme la session.",
        request=auth.RefreshBody,
        responses={200: auth.RefreshAnswer},
    )
    def post(self, request: Request) -> Response:
        claims = tokens.read_refresh(self.body(auth.RefreshBody)["refresh_token"])
        with entered(claimed_place(request, claims.municipality).scope):
            return Response(refresh_session(claims=claims, device=device_of(request)))


class LogoutView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": PLACE_ERRORS}
    scope = "any"

    @extend_schema(
        operation_id="auth_logout",
        summary="Déconnexion",
        description="Ferme la session : ses jetons d'accès et de rafraîchissement cessent aussitôt de valoir.",
        request=None,
        responses={200: auth.MessageAnswer},
    )
    def post(self, request: Request) -> Response:
        revoke(session_id=request.session_id)
        return Response({"message": _("Déconnexion réussie")})


def _log_in(request: Request, *, code: str, **credentials: Any) -> SignedIn:
    place, device = named_place(request, code), device_of(request)
    if place is None:
        return log_in_anywhere(**credentials, device=device)
    with entered(place.scope):
        return log_in(scope=place.scope, **credentials, device=device)
