"""GET, PUT, PATCH and DELETE /auth/profile/, and /auth/profile/email/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from core.tenancy.errors import MunicipalityRequired
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.places import device_of
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS
from tenant_apps.accounts.errors import EmailTaken, LastManager
from tenant_apps.accounts.services import email_change
from tenant_apps.accounts.services.leaving import delete_own_account
from tenant_apps.accounts.services.one_time import CODE_SECONDS
from tenant_apps.accounts.services.profile import update_profile
from tenant_apps.media.services import images


class ProfileView(APIView):
    permissions = {"GET": Authenticated, "PUT": Authenticated, "DELETE": Authenticated}
    errors = {
        "GET": PLACE_ERRORS,
        "PUT": PLACE_ERRORS,
        "DELETE": (*PLACE_ERRORS, MunicipalityRequired, LastManager, RateLimitedError),
    }
    scope = "any"
    longest_body = 2 * images.MAX_BYTES

    @extend_schema(operation_id="auth_profile", summary="Profil", responses={200: auth.ProfileAnswer})
    def get(self, request: Request) -> Response:
        return Response(presenters.profile(request.user))

    @extend_schema(
        operation_id="auth_profile_update",
        summary="Mettre à jour le profil",
        description="Seuls les champs envoyés changent ; `avatar: null` retire la photo.",
        request={"multipart/form-data": auth.ProfileBody, "application/json": auth.ProfileBody},
        responses={200: auth.ProfileUpdatedAnswer},
    )
    def put(self, request: Request) -> Response:
        user = update_profile(user=request.user, changes=self.body(auth.ProfileBody))
        return Response({**presenters.profile(user), "message": _("Profil mis à jour")})

    @extend_schema(
        operation_id="auth_profile_delete",
        summary="Supprimer son compte",
        description="Avec le mot de passe et, si la double authentification est active, un code. Efface les données "
        "personnelles ; ce que la personne a publié reste, sous un nom neutre.",
        request=auth.LeaveBody,
        responses={204: None},
    )
    def delete(self, request: Request) -> Response:
        if request.municipality is None:
            raise MunicipalityRequired
        delete_own_account(user=request.user, **self.body(auth.LeaveBody))
        return Response(status=204)


class NewEmailView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (*PLACE_ERRORS, EmailTaken, RateLimitedError)}
    scope = "any"

    @extend_schema(
        operation_id="auth_profile_email",
        summary="Changer d'adresse électronique : envoi du code",
        description="Le code arrive à la nouvelle adresse ; l'ancienne vaut jusqu'à la confirmation.",
        request=auth.NewEmailBody,
        responses={200: auth.CodeSentAnswer},
    )
    def post(self, request: Request) -> Response:
        ip = device_of(request).ip
        email_change.request_change(user=request.user, ip=ip, **self.body(auth.NewEmailBody))
        return Response({"message": _("Code envoyé à la nouvelle adresse"), "expires_in": CODE_SECONDS})


class NewEmailConfirmView(APIView):
    permissions = {"POST": Authenticated}
    errors = {"POST": (*PLACE_ERRORS, EmailTaken)}
    scope = "any"

    @extend_schema(
        operation_id="auth_profile_email_confirm",
        summary="Changer d'adresse électronique : valider le code",
        description="La nouvelle adresse est vérifiée, les autres sessions sont fermées et l'ancienne adresse est "
        "prévenue.",
        request=auth.NewEmailConfirmBody,
        responses={200: auth.NewEmailAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(auth.NewEmailConfirmBody)
        user = email_change.confirm_change(
            user=request.user, email=body["email"], code=body["otp_code"], session_id=request.session_id
        )
        return Response({"message": _("Adresse électronique modifiée"), "email": user.email})
