"""Operators' API: the register, the mairies of the platform and their domains."""

from collections.abc import Callable
from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core.api.errors import NotFoundError
from core.api.pagination import PageRequest
from core.api.permissions import Operators
from core.api.views import APIView
from core.tenancy.errors import MunicipalityNotFound
from shared_apps.municipalities import errors
from shared_apps.municipalities.api import presenters, serializers
from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.selectors import municipalities as mairies
from shared_apps.municipalities.selectors.communes import search_communes
from shared_apps.municipalities.services import domains, lifecycle, provisioning

TAG = ["platform"]
SLUG_ERRORS = (errors.SlugReserved, errors.SlugTaken)


class CommunesView(APIView):
    """The official register."""

    scope = "platform"
    permissions = {"GET": Operators}

    @extend_schema(tags=TAG, parameters=[serializers.CommuneFilters], responses=serializers.CommuneList)
    def get(self, request: Request) -> Response:
        """Search the register by name, INSEE code or postal code, the closest match first."""
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

    @extend_schema(tags=TAG, parameters=[serializers.MunicipalityFilters], responses=serializers.MunicipalityList)
    def get(self, request: Request) -> Response:
        """List the mairies by code, filtered by state, department, name or code."""
        page = PageRequest.of(request)
        found = mairies.municipalities(**self.query(serializers.MunicipalityFilters))
        results = [presenters.summary(row) for row in found[page.window]]
        return Response(page.response(count=found.count(), results=results))

    @extend_schema(tags=TAG, request=serializers.ProvisionBody, responses={202: serializers.AcceptedAnswer})
    def post(self, request: Request) -> Response:
        """Create a commune's mairie; poll `status_url` until its state is `active`."""
        row = provisioning.request_provisioning(**self.body(serializers.ProvisionBody), actor=request.user)
        return Response(presenters.accepted(row), status=202)


class MunicipalityView(APIView):
    """One mairie."""

    scope = "platform"
    permissions = {"GET": Operators, "PUT": Operators}
    errors = {"GET": (MunicipalityNotFound,), "PUT": (MunicipalityNotFound, *SLUG_ERRORS)}

    @extend_schema(tags=TAG, responses=serializers.MunicipalityDetail)
    def get(self, request: Request, code: str) -> Response:
        """Show a mairie with its domains, and why its last provisioning or migration failed."""
        return Response(presenters.detail(mairies.municipality(code)))

    @extend_schema(tags=TAG, request=serializers.MunicipalityBody, responses=serializers.MunicipalityDetail)
    def put(self, request: Request, code: str) -> Response:
        """Change the fields sent; a former subdomain redirects to the new one."""
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


TRANSITION = {"tags": TAG, "request": serializers.TransitionBody, "responses": serializers.MunicipalityDetail}


class SuspendView(TransitionView):
    move = staticmethod(lifecycle.suspend)

    @extend_schema(**TRANSITION)
    def post(self, request: Request, code: str) -> Response:
        """Close a mairie for a while: its site answers 503, its API 403."""
        return self.move_and_show(request, code)


class ReactivateView(TransitionView):
    move = staticmethod(lifecycle.reactivate)

    @extend_schema(**TRANSITION)
    def post(self, request: Request, code: str) -> Response:
        """Open a suspended or archived mairie again, as it was."""
        return self.move_and_show(request, code)


class ArchiveView(TransitionView):
    move = staticmethod(lifecycle.archive)

    @extend_schema(**TRANSITION)
    def post(self, request: Request, code: str) -> Response:
        """Take a mairie off line; its data stay and it can be reactivated."""
        return self.move_and_show(request, code)


class DomainsView(APIView):
    """The hosts of a mairie."""

    scope = "platform"
    permissions = {"GET": Operators, "POST": Operators}
    errors = {"GET": (MunicipalityNotFound,), "POST": (MunicipalityNotFound, errors.DomainTaken)}

    @extend_schema(tags=TAG, responses=serializers.DomainList)
    def get(self, request: Request, code: str) -> Response:
        """List the hosts of a mairie, the primary one first; the others redirect to it."""
        return Response({"results": [presenters.domain(row) for row in mairies.domains(code)]})

    @extend_schema(tags=TAG, request=serializers.DomainBody, responses={201: serializers.DomainAnswer})
    def post(self, request: Request, code: str) -> Response:
        """Add a domain of the mairie's own; the answer holds the TXT record that proves it."""
        body = self.body(serializers.DomainBody)
        row = domains.add_custom(municipality=mairies.municipality(code), host=body["domain"], actor=request.user)
        return Response(presenters.domain(row), status=201)


class DomainView(APIView):
    """One host of a mairie."""

    scope = "platform"
    permissions = {"DELETE": Operators}
    errors = {"DELETE": (MunicipalityNotFound, errors.DomainNotFound, errors.DomainInUse)}

    @extend_schema(tags=TAG, responses={204: None})
    def delete(self, request: Request, code: str, domain: str) -> Response:
        """Remove a host, unless it is the primary one or the mairie's address on the platform."""
        domains.remove(code=code, host=domain, actor=request.user)
        return Response(status=204)


class VerifyDomainView(APIView):
    """The proof of a domain."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (errors.DomainNotFound, errors.VerificationRecordMissing, errors.DnsUnavailable)}

    @extend_schema(tags=TAG, request=None, responses=serializers.DomainAnswer)
    def post(self, request: Request, code: str, domain: str) -> Response:
        """Look for the domain's TXT record now."""
        return Response(presenters.domain(domains.verify(code=code, host=domain, actor=request.user)))


class PrimaryDomainView(APIView):
    """The choice of the primary host."""

    scope = "platform"
    permissions = {"POST": Operators}
    errors = {"POST": (MunicipalityNotFound, errors.DomainNotFound, errors.DomainNotVerified)}

    @extend_schema(tags=TAG, request=None, responses=serializers.DomainAnswer)
    def post(self, request: Request, code: str, domain: str) -> Response:
        """Serve the mairie at this verified host and redirect the others to it."""
        return Response(presenters.domain(domains.make_primary(code=code, host=domain, actor=request.user)))
