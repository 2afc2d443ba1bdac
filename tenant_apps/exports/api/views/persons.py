"""/export/personal-data/ and /export/erasure/: the rights of persons over their data."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts.errors import AccountNotFound, LastManager, OwnAccount
from tenant_apps.accounts.selectors.accounts import account
from tenant_apps.exports.api import serializers as s
from tenant_apps.exports.permissions import EXPORTS, OWN_DATA
from tenant_apps.exports.services import exports
from tenant_apps.exports.services.erasure import erase_account, erase_visitor


class OwnDataView(APIView):
    permissions = {"GET": OWN_DATA, "POST": EXPORTS}
    rates = {"GET": "exports", "POST": "exports"}

    @extend_schema(
        operation_id="export_own_data",
        summary="Obtenir ses données personnelles",
        description="Une archive ZIP de tout ce que la mairie sait de la personne connectée : une page à lire, la même "
        "chose en JSON, ses fichiers. Le lien répond 202 jusqu'à ce qu'elle soit prête.",
        responses={200: s.LinkAnswer},
    )
    def get(self, request: Request) -> Response:
        return Response(s.link_answer(exports.request_personal_data(account_id=request.user.id, actor=request.user)))

    @extend_schema(
        operation_id="export_visitor_data",
        summary="Réunir les données d'une personne sans compte",
        description="Ses conversations avec leurs fichiers, son abonnement et son invitation, trouvés par son "
        "adresse : de quoi répondre à une demande d'accès (RGPD, article 15), une fois certain de qui demande.",
        request=s.VisitorBody,
        responses={200: s.LinkAnswer},
    )
    def post(self, request: Request) -> Response:
        body = self.body(s.VisitorBody)
        return Response(s.link_answer(exports.request_visitor_data(**body, actor=request.user)))


class PersonalDataView(APIView):
    permissions = {"POST": EXPORTS}
    rates = {"POST": "exports"}
    errors = {"POST": (AccountNotFound,)}

    @extend_schema(
        operation_id="export_personal_data",
        summary="Réunir les données personnelles d'un compte",
        description="Pour répondre à une demande d'accès (RGPD, article 15).",
        request=None,
        responses={200: s.LinkAnswer},
    )
    def post(self, request: Request, account_id: int) -> Response:
        person = account(account_id=account_id)
        return Response(s.link_answer(exports.request_personal_data(account_id=person.pk, actor=request.user)))


class ErasureView(APIView):
    permissions = {"POST": EXPORTS}
    errors = {"POST": (AccountNotFound, LastManager, OwnAccount)}

    @extend_schema(
        operation_id="export_erasure",
        summary="Effacer une personne",
        description="Supprime ce que la personne a dit et reçu et vide son compte (RGPD, article 17) ; publications, "
        "agenda et journal restent, sans son nom. `removed` dit ce qui a été supprimé.",
        request=None,
        responses={200: s.ErasureAnswer},
    )
    def post(self, request: Request, account_id: int) -> Response:
        removed = erase_account(account_id=account_id, actor=request.user)
        return Response({"account_id": account_id, "removed": removed})


class VisitorErasureView(APIView):
    permissions = {"POST": EXPORTS}

    @extend_schema(
        operation_id="export_visitor_erasure",
        summary="Effacer une personne sans compte",
        description="Supprime les conversations, l'abonnement et l'invitation d'une adresse qui n'a pas de compte.",
        request=s.VisitorBody,
        responses={200: s.VisitorErasureAnswer},
    )
    def post(self, request: Request) -> Response:
        return Response({"removed": erase_visitor(**self.body(s.VisitorBody), actor=request.user)})
