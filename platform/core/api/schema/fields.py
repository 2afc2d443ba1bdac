"""How the platform's own serializer fields are described."""

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension

TYPES: dict[type, dict[str, Any]] = {
    dict: {"type": "object", "additionalProperties": True},
    list: {"type": "array", "items": {}},
}


class PrefixedIdExtension(OpenApiSerializerFieldExtension):
    target_class = "core.api.serializers.PrefixedIdField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        prefix = self.target.prefix
        return {"type": "string", "pattern": f"^{prefix}_[0-9]{{3,}}$", "examples": [f"{prefix}_001"]}


class JSONTextExtension(OpenApiSerializerFieldExtension):
    target_class = "core.api.serializers.JSONTextField"

    def map_serializer_field(self, auto_schema: Any, direction: str) -> dict[str, Any]:
        return dict(TYPES.get(self.target.kind, {}))
