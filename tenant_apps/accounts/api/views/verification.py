"""POST /auth/email/verify/send/ and /auth/email/verify/confirm/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.requests import Request
from tenant_apps.accounts.api.places import device_of, named_place
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS, OpenView
from tenant_apps.accounts.api.views.mails import plan_mail
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services import mailing, verification
from tenant_apps.accounts.services.attempts import count_request
from tenant_apps.accounts.services.one_time import CODE_SECONDS


class SendCodeView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, RateLimitedError)}

    @extend_schema(
        operation_id="auth_email_verify_send",
        summary="Vérification de l'adresse : envoi du code",
        description="La réponse est la même que l'adresse ait un compte ou non.",
        request=auth.EmailBody,
        responses={200: auth.CodeSentAnswer},
    )
    def post(self, request: Request) -> Response:
        plan_mail(request, mailing.SEND_CODE, **self.body(auth.EmailBody))
        return Response({"message": _("Code OTP envoyé par email"), "expires_in": CODE_SECONDS})


class ConfirmCodeView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, RateLimitedError)}

    @extend_schema(
        operation_id="auth_email_verify_confirm",
        summary="Vérification de l'adresse : valider le code",
        description="Cinq essais par code. Un rôle d'agent auquel l'adresse était invitée devient actif.",
        request=auth.ConfirmBody,
        responses={200: auth.VerifiedAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(auth.ConfirmBody)
        if not _confirm(request, code=body.get("municipality_code") or "", email=body["email"], otp=body["otp_code"]):
            raise verification.wrong_code()
        return Response({"message": _("Email vérifié avec succès"), "is_verified": True})


def _confirm(request: Request, *, code: str, email: str, otp: str) -> bool:
    place, device = named_place(request, code), device_of(request)
    with entered(place.scope if place else None):
        count_request(purpose="confirm", ip=device.ip)
        if place is None:
            return verification.confirm_anywhere(email=email, code=otp)
        return verification.confirm(email=email, code=otp)
