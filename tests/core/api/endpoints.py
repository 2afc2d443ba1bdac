"""A small API of its own, to test what every endpoint shares."""

from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpResponse
from django.urls import path
from rest_framework import serializers
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.response import Response

from core.api.errors import ConflictError
from core.api.middleware import bad_request, not_found, permission_denied, server_error
from core.api.pagination import PageRequest
from core.api.permissions import Authenticated, Managers, Operators, Public, Staff, Verified
from core.api.serializers import JSONTextField, PrefixedIdField, TagsField, WriteSerializer
from core.api.views import APIView


class Person:
    is_authenticated = True

    def __init__(self, name: str) -> None:
        role, _, flaws = name.partition("-")
        self.id = 7
        self.role = role
        self.effective_role = "citizen" if "pending" in flaws else role
        self.is_verified = "unverified" not in flaws


class ByName(BaseAuthentication):
    """`X-Test-Name: mayor-unverified` is that person; "forged" is a token that does not hold."""

    def authenticate(self, request: Any) -> Any:
        name = request.headers.get("X-Test-Name", "")
        if name == "forged":
            raise AuthenticationFailed
        return (Person(name), None) if name else None


class View(APIView):
    scope = "any"
    authentication_classes = [ByName]


class Place(WriteSerializer):
    name = serializers.CharField(max_length=20)
    address = serializers.CharField(required=False)


class Everything(WriteSerializer):
    title = serializers.CharField(max_length=50)
    count = serializers.IntegerField(required=False, allow_null=True)
    open = serializers.BooleanField(default=True)
    when = serializers.DateTimeField(required=False, allow_null=True)
    note = serializers.CharField(required=False, allow_blank=True)
    tags = TagsField(required=False)
    reminders = serializers.ListField(child=serializers.IntegerField(min_value=0), required=False)
    place = Place(required=False, allow_null=True)
    theme = JSONTextField(required=False, allow_null=True)
    parent_id = PrefixedIdField("com", required=False, allow_null=True)
    files = serializers.ListField(child=serializers.FileField(), required=False)


class Echo(View):
    permissions = {"POST": Public, "PUT": Public}

    def post(self, request: Any) -> Response:
        return Response(_shown(self.body(Everything)))

    def put(self, request: Any) -> Response:
        return Response(_shown(self.body(Everything, partial=True)))


def _shown(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "files": [file.name for file in body["files"]]} if "files" in body else body


class Numbers(View):
    permissions = {"GET": Public}

    def get(self, request: Any) -> Response:
        page = PageRequest.of(request)
        rows = range(45)
        return Response(page.response(count=len(rows), results=list(rows[page.window])))


class Guarded(View):
    permissions = {"GET": Authenticated, "POST": Staff, "PUT": Managers, "DELETE": Verified}

    def get(self, request: Any) -> Response:
        return Response({"role": request.user.role})

    post = put = delete = get


class Undeclared(View):
    def get(self, request: Any) -> Response:
        return Response({})


class ForOperators(View):
    permissions = {"GET": Operators}

    def get(self, request: Any) -> Response:
        return Response({})


class Limited(View):
    permissions = {"GET": Public}
    rates = {"GET": "narrow"}

    def get(self, request: Any) -> Response:
        return Response({})


class Failing(View):
    permissions = {"GET": Public}

    def get(self, request: Any, kind: str) -> Response:
        raise FAILURES[kind]()


def plain(request: Any) -> HttpResponse:
    """A Django view below /api/ that knows nothing of the envelope."""
    return HttpResponse("non", status=int(request.GET["status"]), headers={"Allow": "GET"})


def broken(request: Any, kind: str) -> HttpResponse:
    raise FAILURES[kind]()


FAILURES = {
    "bug": lambda: RuntimeError("secret detail"),
    "conflict": lambda: ConflictError("Déjà fait.", code="DONE", details={"at": "hier"}),
    "not-found": Http404,
    "denied": PermissionDenied,
    "suspicious": SuspiciousOperation,
    "database-down": OperationalError,
    "duplicate": lambda: _caused(IntegrityError("duplicate key"), "23505"),
    "deadlock": lambda: _caused(OperationalError("deadlock"), "40P01"),
}


def _caused(error: Exception, sqlstate: str) -> Exception:
    cause = Exception()
    cause.sqlstate = sqlstate
    error.__cause__ = cause
    return error


urlpatterns = [
    path("api/v1/echo/", Echo.as_view()),
    path("api/v1/numbers/", Numbers.as_view()),
    path("api/v1/guarded/", Guarded.as_view()),
    path("api/v1/undeclared/", Undeclared.as_view()),
    path("api/v1/operators/", ForOperators.as_view()),
    path("api/v1/limited/", Limited.as_view()),
    path("api/v1/failing/<str:kind>/", Failing.as_view()),
    path("api/v1/plain/", plain),
    path("api/v1/broken/<str:kind>/", broken),
    path("site/broken/<str:kind>/", broken),
]
handler400, handler403, handler404, handler500 = bad_request, permission_denied, not_found, server_error
