"""PUT /settings/password/ and POST /settings/2fa/enable/, /confirm/ and /disable/."""

import segno
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from core.tenancy import errors as tenancy
from tenant_apps.accounts.errors import TwoFactorActive, TwoFactorInactive, TwoFactorNotStarted
from tenant_apps.accounts.services import passwords, two_factor
from tenant_apps.preferences.api.serializers import answers, security

# These concern the account alone, so they work for the platform's own accounts too.
PLACE_ERRORS = (
    tenancy.MunicipalityNotFound,
    tenancy.MunicipalitySuspended,
    tenancy.MunicipalityProvisioning,
    tenancy.WrongMunicipality,
)
PIXELS_A_MODULE = 6


class PasswordView(APIView):
    permissions = {"PUT": Authenticated}
    errors = {"PUT": (*PLACE_ERRORS, RateLimitedError)}
    scope = "any"

    @extend_schema(
        operation_id="settings_password",
        summary="Changer le mot de passe",
        description="Les autres sessions du compte sont fermées.",
        request=security.PasswordBody,
        responses={200: answers.MessageAnswer},
    )
    def put(self, request: Request) -> Response:
        body = self.body(security.PasswordBody)
        passwords.change_own(
            user=request.user,
            current=body["current_password"],
            password=body["new_password"],
            session_id=request.session_id,
        )
        return Response({"message": _("Mot de passe modifié avec succès")})


class EnableView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (*PLACE_ERRORS, TwoFactorActive)}
    scope = "any"

    @extend_schema(
        operation_id="settings_2fa_enable",
        summary="Activer la double authentification",
        description="Donne, une seule fois, le secret, son code QR et dix codes de secours. Rien ne change avant la "
        "confirmation ; demander de nouveau remplace le secret et les codes.",
        request=None,
        responses={200: answers.EnrolmentAnswer},
    )
    def post(self, request: Request) -> Response:
        enrolment = two_factor.start(user=request.user)
        image = segno.make(enrolment.uri, micro=False).png_data_uri(scale=PIXELS_A_MODULE)
        return Response({"secret": enrolment.secret, "qr_code_url": image, "backup_codes": enrolment.backup_codes})


class ConfirmView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (*PLACE_ERRORS, TwoFactorActive, TwoFactorNotStarted, RateLimitedError)}
    scope = "any"

    @extend_schema(
        operation_id="settings_2fa_confirm",
        summary="Confirmer la double authentification",
        description="Un code de l'application l'active et ferme les autres sessions du compte.",
        request=security.ConfirmBody,
        responses={200: answers.TwoFactorAnswer},
    )
    def post(self, request: Request) -> Response:
        code = self.body(security.ConfirmBody)["code"]
        two_factor.confirm(user=request.user, code=code, session_id=request.session_id)
        return Response({"two_factor_enabled": True, "message": _("Authentification à deux facteurs activée")})


class DisableView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (*PLACE_ERRORS, TwoFactorInactive, RateLimitedError)}
    scope = "any"

    @extend_schema(
        operation_id="settings_2fa_disable",
        summary="Désactiver la double authentification",
        description="Demande le mot de passe et un code : de l'application, ou de secours.",
        request=security.DisableBody,
        responses={200: answers.TwoFactorAnswer},
    )
    def post(self, request: Request) -> Response:
        two_factor.disable(user=request.user, **self.body(security.DisableBody))
        return Response({"two_factor_enabled": False, "message": _("Authentification à deux facteurs désactivée")})
