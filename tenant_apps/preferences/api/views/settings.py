"""GET, PUT and PATCH /settings/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.addresses import client_address
from core.api.errors import EmailNotVerifiedError
from core.api.permissions import Authenticated
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.preferences.api.serializers import answers
from tenant_apps.preferences.api.serializers.settings import SettingsBody
from tenant_apps.preferences.errors import LockedOut, MairieSettingsDenied
from tenant_apps.preferences.selectors.overview import overview
from tenant_apps.preferences.services.settings import update_settings


class SettingsView(APIView):
    permissions = {"GET": Authenticated, "PUT": Authenticated}
    errors = {"PUT": (MairieSettingsDenied, EmailNotVerifiedError, LockedOut)}

    @extend_schema(
        operation_id="settings_get",
        summary="Paramètres généraux",
        description="`notifications`, `display` et `two_factor_enabled` sont ceux de la personne, le reste est à la "
        "mairie. Les citoyens ne voient ni les adresses autorisées ni les intégrations ; la clé Mailchimp est masquée.",
        responses={200: answers.SettingsAnswer},
    )
    def get(self, request: Request) -> Response:
        return Response(overview(reader=request.user))

    @extend_schema(
        operation_id="settings_update",
        summary="Mettre à jour les paramètres",
        description="Seuls les champs envoyés changent, tous ou aucun. Ceux de la mairie (`municipality`, "
        "`integrations`, `retention`, `session_timeout`, `allowed_ips`) demandent un administrateur ou le maire. "
        "`retention` compte en mois, `null` garde sans limite.",
        request=SettingsBody,
        responses={200: answers.SettingsChangedAnswer},
    )
    def put(self, request: Request) -> Response:
        ip = client_address(request._request)
        updated_at = update_settings(user=request.user, changes=self.body(SettingsBody), ip=ip)
        return Response({"message": _("Paramètres mis à jour"), "updated_at": updated_at})
