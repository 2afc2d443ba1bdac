"""POST /auth/password/forgot/ and /auth/password/reset/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.requests import Request
from tenant_apps.accounts.api.places import claimed_place, device_of
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS, OpenView
from tenant_apps.accounts.api.views.mails import plan_mail
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services import mailing, passwords
from tenant_apps.accounts.services.attempts import count_request
from tenant_apps.accounts.services.one_time import read_link_token


class ForgotPasswordView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, RateLimitedError)}

    @extend_schema(
        operation_id="auth_password_forgot",
        summary="Mot de passe oublié",
        description="La réponse est la même que l'adresse ait un compte ou non. Sans code de municipalité, chaque "
        "mairie où l'adresse a un compte envoie son lien.",
        request=auth.EmailBody,
        responses={200: auth.MessageAnswer},
    )
    def post(self, request: Request) -> Response:
        plan_mail(request, mailing.SEND_RESET_LINK, **self.body(auth.EmailBody))
        return Response({"message": _("Email de réinitialisation envoyé")})


class ResetPasswordView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, RateLimitedError)}

    @extend_schema(
        operation_id="auth_password_reset",
        summary="Réinitialiser le mot de passe",
        description="Le jeton du lien reçu par courriel sert une fois. Toutes les sessions du compte sont fermées.",
        request=auth.ResetBody,
        responses={200: auth.MessageAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(auth.ResetBody)
        count_request(purpose="reset", ip=device_of(request).ip)
        link = read_link_token(body["token"])
        if link is None:
            raise passwords.unusable_link()
        with entered(claimed_place(request, link.municipality).scope):
            passwords.reset(link=link, password=body["password"])
        return Response({"message": _("Mot de passe réinitialisé avec succès")})
