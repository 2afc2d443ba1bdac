"""/invitations/ and /invitations/{id}/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.pagination import PageRequest
from core.api.permissions import Managers
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.serializers import accounts as bodies
from tenant_apps.accounts.errors import AccountExists, InvitationNotFound
from tenant_apps.accounts.selectors.invitations import open_invitations
from tenant_apps.accounts.services import invitations


class InvitationsView(APIView):
    permissions = {"GET": Managers, "POST": Managers}
    errors = {"POST": (AccountExists,)}

    @extend_schema(
        operation_id="invitations_list", summary="Invitations en cours", responses={200: bodies.InvitationListAnswer}
    )
    def get(self, request: Request) -> Response:
        page, found = PageRequest.of(request), open_invitations()
        results = [presenters.invitation(row) for row in found[page.window]]
        return Response(page.response(count=found.count(), results=results))

    @extend_schema(
        operation_id="invitations_create",
        summary="Inviter à un rôle",
        description="Inviter de nouveau la même adresse remplace l'invitation et renvoie le courriel.",
        request=bodies.InvitationBody,
        responses={201: bodies.InvitationCreatedAnswer},
    )
    def post(self, request: Request) -> Response:
        row = invitations.invite(**self.body(bodies.InvitationBody), actor=request.user)
        return Response({**presenters.invitation(row), "message": _("Invitation envoyée")}, status=201)


class InvitationView(APIView):
    permissions = {"DELETE": Managers}
    errors = {"DELETE": (InvitationNotFound,)}

    @extend_schema(operation_id="invitations_delete", summary="Annuler une invitation", responses={204: None})
    def delete(self, request: Request, invitation_id: int) -> Response:
        invitations.withdraw(invitation_id=invitation_id, actor=request.user)
        return Response(status=204)
