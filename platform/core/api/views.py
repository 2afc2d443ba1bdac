"""The base of every API view: declared permissions, strict input, JSON out."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from django.conf import settings
from rest_framework import serializers, views
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request
from rest_framework.response import Response

from core.api import error_details, throttles
from core.api.anonymous import Anonymous
from core.api.errors import (
    DomainError,
    LengthRequiredError,
    MethodNotAllowedError,
    NotFoundError,
    PayloadTooLargeError,
    PermissionDeniedError,
    UnauthenticatedError,
    ValidationFailed,
)
from core.api.json_text import NUL, refuse_nul
from core.api.negotiation import AlwaysFirst
from core.api.parsers import StrictFormParser, StrictJSONParser, StrictMultiPartParser, read_query
from core.api.permissions import Permission
from core.api.renderers import OrjsonRenderer
from core.api.schema.operations import OperationSchema
from core.observability.context import bind

Rule = type[Permission] | Permission
# Methods that are another one under a different name, and need no declaration of their own.
SAME_AS = {"HEAD": "GET", "PATCH": "PUT"}


class APIView(views.APIView):
    """Declare per method: `permissions` (nothing declared, nobody may), `rates` (a name of API_RATES on top of the
    general one) and `errors` (refusals of the services, for the documentation).

    `scope` says where the endpoint lives: "mairie" needs one, "platform" has none, "any" finds out by itself.
    A view that has `put` answers PATCH in the same way. One that takes files says how many bytes a request may have
    (`longest_body`); the others read as much as a form without files may have. More is refused before a byte is read.
    """

    permissions: ClassVar[Mapping[str, Rule]] = {}
    rates: ClassVar[Mapping[str, str]] = {}
    errors: ClassVar[Mapping[str, tuple[type[DomainError], ...]]] = {}
    scope: ClassVar[Literal["mairie", "platform", "any"]] = "mairie"
    longest_body: ClassVar[int] = 0

    parser_classes = [StrictJSONParser, StrictMultiPartParser, StrictFormParser]
    renderer_classes = [OrjsonRenderer]
    content_negotiation_class = AlwaysFirst
    throttle_classes = []
    format_kwarg = None
    schema = OperationSchema()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "put" in vars(cls) and "patch" not in vars(cls):
            cls.patch = cls.put  # type: ignore[attr-defined]

    @classmethod
    def permission_for(cls, method: str) -> Rule | None:
        """The rule declared for an HTTP method, None when there is none."""
        return cls.permissions.get(method) or cls.permissions.get(SAME_AS.get(method, ""))

    @classmethod
    def errors_for(cls, method: str) -> tuple[type[DomainError], ...]:
        """The refusals declared for an HTTP method."""
        return cls.errors.get(method) or cls.errors.get(SAME_AS.get(method, ""), ())

    def body(
        self, serializer_class: type[serializers.BaseSerializer[Any]], *, partial: bool = False, **context: Any
    ) -> dict[str, Any]:
        """The validated body; `partial` accepts any subset of the fields. Raises ValidationFailed."""
        return self._validated(serializer_class, self.request.data, partial=partial, context=context)

    def query(self, serializer_class: type[serializers.BaseSerializer[Any]], **context: Any) -> dict[str, Any]:
        """The validated query parameters; unknown ones are ignored. Raises ValidationFailed."""
        return self._validated(serializer_class, self.request.query_params, partial=False, context=context)

    def _validated(self, serializer_class: Any, data: Any, *, partial: bool, context: dict[str, Any]) -> dict[str, Any]:
        serializer = serializer_class(data=data, partial=partial, context={"request": self.request, **context})
        if not serializer.is_valid():
            raise ValidationFailed(error_details.flatten(serializer.errors))
        validated: dict[str, Any] = serializer.validated_data
        return validated

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Everything before the handler: method, readable input, who, how often, whether they may."""
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        self._require_handler(request)
        if request.method == "OPTIONS":
            return
        _require_readable(request)
        self.perform_authentication(request)
        self.check_throttles(request)
        self.check_permissions(request)
        self._require_size(request)

    def perform_authentication(self, request: Request) -> None:
        """Set `request.user`, Anonymous for nobody; failed attempts count against the address."""
        try:
            user: Any = request.user
        except (AuthenticationFailed, UnauthenticatedError):
            throttles.count_request(request, "anonymous")
            raise
        if user is None:
            request.user = Anonymous()  # type: ignore[assignment]
        bind(user=request.user.id)

    def check_throttles(self, request: Request) -> None:
        throttles.count_request(request, "authenticated" if request.user.is_authenticated else "anonymous")
        method = str(request.method)
        if name := self.rates.get(method) or self.rates.get(SAME_AS.get(method, "")):
            throttles.count_request(request, name)

    def check_permissions(self, request: Request) -> None:
        rule = self.permission_for(str(request.method))
        if rule is None:
            raise PermissionDeniedError
        (rule() if isinstance(rule, type) else rule).check(request)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """The methods of this address, to anybody; the documentation says the rest."""
        return Response(status=204, headers=self._allow())

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        if not final.has_header("Cache-Control"):
            final["Cache-Control"] = "no-store"
        return final

    @property
    def default_response_headers(self) -> dict[str, str]:
        return {}

    def _require_handler(self, request: Request) -> None:
        if request.method not in self.allowed_methods:
            raise MethodNotAllowedError(headers=self._allow())

    def _require_size(self, request: Request) -> None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = self.longest_body or settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal() or int(length) > limit:
            raise PayloadTooLargeError

    def _allow(self) -> dict[str, str]:
        return {"Allow": ", ".join(sorted(self.allowed_methods))}


def _require_readable(request: Request) -> None:
    """A NUL in the path names nothing; one in the query is a wrong value; bytes that are not UTF-8 are unreadable.

    A body of unknown length, which WSGI would take for an empty one, is refused.
    """
    if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
        raise LengthRequiredError
    if NUL in request.path_info:
        raise NotFoundError
    refuse_nul(dict(read_query(request.META.get("QUERY_STRING", "").encode("latin-1", "replace")).lists()))
