"""POST /auth/register/."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import RateLimitedError
from core.api.requests import Request
from core.tenancy.errors import MunicipalityRequired
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.places import device_of, required_mairie
from tenant_apps.accounts.api.serializers import auth
from tenant_apps.accounts.api.views.base import PLACE_ERRORS, OpenView
from tenant_apps.accounts.errors import EmailTaken
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services.attempts import count_request
from tenant_apps.accounts.services.registration import register


class RegisterView(OpenView):
    errors = {"POST": (*PLACE_ERRORS, MunicipalityRequired, EmailTaken, RateLimitedError)}

    @extend_schema(
        operation_id="auth_register",
        summary="Inscription",
        description="Crée un compte et envoie le code de vérification. Un rôle d'agent reste en attente "
        "(`role_status`) jusqu'à son approbation ou, pour une personne "
        "invitée, jusqu'à la vérification de son adresse.",
        request=auth.RegisterBody,
        responses={201: auth.RegisterAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(auth.RegisterBody)
        mairie = required_mairie(request, body.pop("municipality_code", "") or "")
        with entered(mairie):
            count_request(purpose="register", ip=device_of(request).ip)
            return Response(presenters.registered(register(**body)), status=201)
