"""/accounts/, /accounts/{id}/, /accounts/{id}/approve/ and /accounts/{id}/2fa/reset/."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.pagination import PageRequest
from core.api.permissions import Managers
from core.api.requests import Request
from core.api.views import APIView
from tenant_apps.accounts.api import presenters
from tenant_apps.accounts.api.serializers import accounts as bodies
from tenant_apps.accounts.errors import (
    AccountNotFound,
    AccountNotPending,
    EmailTaken,
    LastManager,
    OwnAccount,
    OwnTwoFactor,
    TwoFactorInactive,
)
from tenant_apps.accounts.selectors import accounts as selectors
from tenant_apps.accounts.services import management


class AccountsView(APIView):
    permissions = {"GET": Managers, "POST": Managers}
    errors = {"POST": (EmailTaken,)}

    @extend_schema(
        operation_id="accounts_list",
        summary="Comptes de la mairie",
        parameters=[bodies.AccountFilters],
        responses={200: bodies.AccountListAnswer},
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        found = selectors.accounts(**self.query(bodies.AccountFilters))
        results = [presenters.account(user) for user in found[page.window]]
        return Response(page.response(count=found.count(), results=results))

    @extend_schema(
        operation_id="accounts_create",
        summary="Créer un compte",
        description="La personne reçoit un lien, valable sept jours, pour choisir son mot de passe.",
        request=bodies.AccountBody,
        responses={201: bodies.AccountChangedAnswer},
    )
    def post(self, request: Request) -> Response:
        user = management.create_account(**self.body(bodies.AccountBody), actor=request.user)
        return Response({**presenters.account(user), "message": _("Compte créé")}, status=201)


class AccountView(APIView):
    permissions = {"GET": Managers, "PUT": Managers, "DELETE": Managers}
    errors = {
        "GET": (AccountNotFound,),
        "PUT": (AccountNotFound, LastManager),
        "DELETE": (AccountNotFound, LastManager, OwnAccount),
    }

    @extend_schema(operation_id="accounts_detail", summary="Un compte", responses={200: bodies.AccountAnswer})
    def get(self, request: Request, account_id: int) -> Response:
        return Response(presenters.account(selectors.account(account_id=account_id)))

    @extend_schema(
        operation_id="accounts_update",
        summary="Modifier un compte",
        description="Seuls les champs envoyés changent. Désactiver un compte ferme ses sessions.",
        request=bodies.AccountChanges,
        responses={200: bodies.AccountChangedAnswer},
    )
    def put(self, request: Request, account_id: int) -> Response:
        changes = self.body(bodies.AccountChanges)
        user = management.update_account(account_id=account_id, changes=changes, actor=request.user)
        return Response({**presenters.account(user), "message": _("Compte mis à jour")})

    @extend_schema(
        operation_id="accounts_delete",
        summary="Supprimer un compte",
        description="Efface les données personnelles ; ce que la personne a publié reste, sous un nom neutre. Son "
        "propre compte se supprime par `DELETE /auth/profile/`, avec le mot de passe.",
        responses={204: None},
    )
    def delete(self, request: Request, account_id: int) -> Response:
        management.delete_account(account_id=account_id, actor=request.user)
        return Response(status=204)


class ApproveView(APIView):
    permissions = {"POST": Managers}
    errors = {"POST": (AccountNotFound, AccountNotPending)}

    @extend_schema(
        operation_id="accounts_approve",
        summary="Approuver le rôle demandé",
        request=None,
        responses={200: bodies.AccountChangedAnswer},
    )
    def post(self, request: Request, account_id: int) -> Response:
        user = management.approve(account_id=account_id, actor=request.user)
        return Response({**presenters.account(user), "message": _("Compte approuvé")})


class TwoFactorResetView(APIView):
    permissions = {"POST": Managers}
    errors = {"POST": (AccountNotFound, TwoFactorInactive, OwnTwoFactor)}

    @extend_schema(
        operation_id="accounts_2fa_reset",
        summary="Désactiver la double authentification d'un compte",
        description="Pour une personne qui a perdu son téléphone et ses codes de secours. Ses sessions sont fermées et "
        "elle est prévenue par courriel.",
        request=None,
        responses={200: bodies.AccountChangedAnswer},
    )
    def post(self, request: Request, account_id: int) -> Response:
        user = management.reset_two_factor(account_id=account_id, actor=request.user)
        return Response({**presenters.account(user), "message": _("Double authentification désactivée")})
