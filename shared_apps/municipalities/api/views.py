"""Operators' API: the register, the mairies of the platform and their domains."""

from collections.abc import Callable
from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from core.api.errors import NotFoundError
from core.api.pagination import PageRequest
from core.api.permissions import Operators
from core.api.requests import Request
from core.api.serializers import PageParameters
from core.api.views import APIView
from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities import errors
from shared_apps.municipalities.api import presenters, serializers
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.selectors import municipalities as mairies
from shared_apps.municipalities.selectors.communes import search_communes
from shared_apps.municipalities.services import domains, lifecycle, provisioning

SLUG_ERRORS = (errors.SlugReserved, errors.SlugTaken)


class CommunesView(APIView):
    """The official register."""

    scope = "platform"
    permissions = {"GET": Operators}

    @extend_schema(
        summary="Registre des communes",
        description="Les communes et arrondissements de l'INSEE, par nom (accents et majuscules indifférents, le "
        "début des mots suffit), code INSEE ou code postal ; la plus proche d'abord.",
        parameters=[serializers.CommuneFilters, PageParameters],
        responses=serializers.CommuneList,
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        found = mairies.with_municipality(search_communes(**self.query(serializers.CommuneFilters)))
        results = [presenters.commune(row) for row in found[page.window]]
        return Response(page.response(count=found.count(), results=results))


class MunicipalitiesView(APIView):
    """The mairies of the platform."""

    scope = "platform"
    permissions = {"GET": Operators, "POST": Operators}
    errors = {
        "GET": (NotFoundError,),
        "POST": (errors.CommuneNotFound, errors.MunicipalityExists, errors.DomainTaken, *SLUG_ERRORS),
    }

    @extend_schema(
        summary="Mairies de la plateforme",
        description="Par code INSEE ; filtres par état, département, nom ou code.",
        parameters=[serializers.MunicipalityFilters, PageParameters],
        responses=serializers.MunicipalityList,
    )
    def get(self, request: Request) -> Response:
        page = PageRequest.of(request)
        found = mairies.municipalities(**self.query(serializers.MunicipalityFilters))
        results = [presenters.summary(row) for row in found[page.window]]
        return Response(page.response(count=found.count(), results=results))

    @extend_schema(
        summary="Créer une mairie",
        description="La création se fait en arrière-plan : interrogez `status_url` jusqu'à l'état `active`. Le maire "
        "reçoit son invitation par courriel.",
        request=serializers.ProvisionBody,
        responses={202: serializers.AcceptedAnswer},
    )
    def post(self, request: Request) -> Response:
        row = provisioning.request_provisioning(**self.body(serializers.ProvisionBody), actor=request.user)
        return Response(presenters.accepted(row), status=202)


class MunicipalityView(APIView):
    """One mairie."""

    scope = "platform"
    permissions = {"GET": Operators, "PUT": Operators}
    errors = {"GET": (MunicipalityNotFound,), "PUT": (MunicipalityNotFound, *SLUG_ERRORS)}

    @extend_schema(
        summary="Une mairie",
        description="Ses domaines, et la raison du dernier échec de création ou de mise à jour.",
        responses=serializers.MunicipalityDetail,
    )
    def get(self, request: Request, code: str) -> Response:
        return Response(presenters.detail(mairies.municipality(code)))

    @extend_schema(
        summary="Modifier une mairie",
        description="Seuls les champs envoyés changent. Un ancien sous-domaine redirige vers le nouveau.",
        request=serializers.MunicipalityBody,
        responses=serializers.MunicipalityDetail,
    )
    def put(self, request: Request, code: str) -> Response:
        lifecycle.update(code=code, changes=self.body(serializers.MunicipalityBody, partial=True), actor=request.user)
        return Response(presenters.detail(mairies.municipality(code)))


class TransitionView(APIView):
    """A change of a mairie's state; 409 from a state that does not allow it."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (MunicipalityNotFound, errors.WrongState)}
    move: ClassVar[Callable[..., Municipality]]

    def move_and_show(self, request: Request, code: str) -> Response:
        body = self.body(serializers.TransitionBody)
        type(self).move(code=code, actor=request.user, reason=body["reason"])
        return Response(presenters.detail(mairies.municipality(code)))


TRANSITION: dict[str, Any] = {
    "request": serializers.TransitionBody,
    "responses": serializers.MunicipalityDetail,
}


class SuspendView(TransitionView):
    move = staticmethod(lifecycle.suspend)

    @extend_schema(
        summary="Suspendre une mairie",
        description="Son site répond 503 et son API 403 jusqu'à sa réactivation.",
        **TRANSITION,
    )
    def post(self, request: Request, code: str) -> Response:
        return self.move_and_show(request, code)


class ReactivateView(TransitionView):
    move = staticmethod(lifecycle.reactivate)

    @extend_schema(
        summary="Réactiver une mairie",
        description="Une mairie suspendue ou archivée rouvre telle qu'elle était.",
        **TRANSITION,
    )
    def post(self, request: Request, code: str) -> Response:
        return self.move_and_show(request, code)


class ArchiveView(TransitionView):
    move = staticmethod(lifecycle.archive)

    @extend_schema(
        summary="Archiver une mairie",
        description="Elle n'est plus en ligne ; ses données restent et elle peut être réactivée.",
        **TRANSITION,
    )
    def post(self, request: Request, code: str) -> Response:
        return self.move_and_show(request, code)


class DomainsView(APIView):
    """The hosts of a mairie."""

    scope = "platform"
    permissions = {"GET": Operators, "POST": Operators}
    errors = {"GET": (MunicipalityNotFound,), "POST": (MunicipalityNotFound, errors.DomainTaken)}

    @extend_schema(
        summary="Domaines d'une mairie",
        description="Le domaine principal d'abord ; les autres redirigent vers lui.",
        responses=serializers.DomainList,
    )
    def get(self, request: Request, code: str) -> Response:
        return Response({"results": [presenters.domain(row) for row in mairies.domains(code)]})

    @extend_schema(
        summary="Ajouter un nom de domaine",
        description="La réponse contient l'enregistrement TXT à créer pour prouver que le domaine est bien à la "
        "mairie.",
        request=serializers.DomainBody,
        responses={201: serializers.DomainAnswer},
    )
    def post(self, request: Request, code: str) -> Response:
        body = self.body(serializers.DomainBody)
        row = domains.add_custom(municipality=mairies.municipality(code), host=body["domain"], actor=request.user)
        return Response(presenters.domain(row), status=201)


class DomainView(APIView):
    """One host of a mairie."""

    scope = "platform"
    permissions = {"DELETE": Operators}
    errors = {"DELETE": (MunicipalityNotFound, errors.DomainNotFound, errors.DomainInUse)}

    @extend_schema(
        summary="Retirer un nom de domaine",
        description="Sauf le domaine principal et l'adresse de la mairie sur la plateforme.",
        responses={204: None},
    )
    def delete(self, request: Request, code: str, domain: str) -> Response:
        domains.remove(code=code, host=domain, actor=request.user)
        return Response(status=204)


class VerifyDomainView(APIView):
    """The proof of a domain."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (errors.DomainNotFound, errors.VerificationRecordMissing, errors.DnsUnavailable)}

    @extend_schema(
        summary="Vérifier un nom de domaine",
        description="Cherche maintenant l'enregistrement TXT.",
        request=None,
        responses=serializers.DomainAnswer,
    )
    def post(self, request: Request, code: str, domain: str) -> Response:
        return Response(presenters.domain(domains.verify(code=code, host=domain, actor=request.user)))


class PrimaryDomainView(APIView):
    """The choice of the primary host."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (MunicipalityNotFound, errors.DomainNotFound, errors.DomainNotVerified)}

    @extend_schema(
        summary="Choisir le domaine principal",
        description="Le site est servi à ce domaine vérifié ; les autres y redirigent.",
        request=None,
        responses=serializers.DomainAnswer,
    )
    def post(self, request: Request, code: str, domain: str) -> Response:
        return Response(presenters.domain(domains.make_primary(code=code, host=domain, actor=request.user)))
