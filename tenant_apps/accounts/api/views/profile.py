"""GET, PUT and PATCH /auth/profile/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS
from tenant_apps.accounts.services.profile import update_profile


class ProfileView(APIView):
    permissions = {"GET": Authenticated, "PUT": Authenticated}
    errors = {"GET": PLACE_ERRORS, "PUT": PLACE_ERRORS}
    scope = "any"

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
