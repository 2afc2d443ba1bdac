"""One view method → one OpenAPI operation."""

from typing import Any

from django.apps import apps
from django.conf import settings
from drf_spectacular.openapi import AutoSchema

from core.api import errors
from core.api.permissions import Permission, Public
from core.api.schema import refusals

PREFIX = ("api", "v1")
BEARER = "bearer"


class OperationSchema(AutoSchema):
    """What can be known of an endpoint without asking its author: tag, id, security and every refusal."""

    view: Any

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation = super().get_operation(*args, **kwargs)
        if operation is not None:
            operation["responses"] = {**operation["responses"], **self._refusals(operation)}
            operation["tags"] = [tag_of(next(iter(self._segments()), ""))]
            operation["x-scope"] = self.view.scope
            operation["x-permission"] = str((self.view.permission_for(self.method) or Permission).label)
            if self.method == "PATCH" and not operation["operationId"].endswith("_patch"):
                operation["operationId"] = f"{operation['operationId'].removesuffix('_update')}_patch"
        return operation

    def get_operation_id(self) -> str:
        return "_".join([*(token.strip("{}") for token in self._segments()), self.method.lower()]).replace("-", "_")

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """Prefixed by the app (`media.RenditionAnswer`), so that two apps may use the same word."""
        app = apps.get_containing_app_config(type(serializer).__module__)
        name: str = super().get_serializer_name(serializer, direction)
        return f"{app.label}.{name}" if app else name

    def get_description(self) -> str:  # type: ignore[override]  # as in drf-spectacular
        """Docstrings are for developers: what is published is what `extend_schema` says."""
        return ""

    def get_request_serializer(self) -> Any:
        return None

    def get_response_serializers(self) -> Any:
        return None

    def get_auth(self) -> list[dict[str, Any]]:
        """The token, optional where anybody may ask."""
        if not self.view.authentication_classes:
            return []
        return [{BEARER: []}, {}] if _is_public(self.view.permission_for(self.method)) else [{BEARER: []}]

    def map_parsers(self) -> list[str]:
        return ["application/json", "multipart/form-data"]

    def _segments(self) -> list[str]:
        segments = [segment for segment in self.path.split("/") if segment]
        return segments[len(PREFIX) :] if tuple(segments[: len(PREFIX)]) == PREFIX else segments

    def _refusals(self, operation: dict[str, Any]) -> dict[str, Any]:
        rule = self.view.permission_for(self.method)
        kinds: list[refusals.Kind] = [*refusals.ALWAYS, *(rule.errors if rule else Permission.errors)]
        if self.view.authentication_classes:
            kinds.append(errors.UnauthenticatedError)
        if "requestBody" in operation:
            kinds += refusals.WITH_BODY
        places = {parameter["in"] for parameter in operation.get("parameters", [])}
        if "query" in places:
            kinds.append(errors.ValidationFailed)
        if "path" in places:
            kinds.append(errors.NotFoundError)
        if self.view.scope == "mairie":
            kinds += refusals.OF_MAIRIES
        return refusals.responses([*kinds, *self.view.errors_for(self.method)])


def tag_of(segment: str) -> str:
    """The French name of a module, from its first path segment."""
    name, _text = settings.API_TAGS.get(segment, (segment.capitalize(), ""))
    return str(name)


def _is_public(rule: Any) -> bool:
    return isinstance(rule, Public) or (isinstance(rule, type) and issubclass(rule, Public))
