"""Bodies that an endpoint documents, so that a write is tried with values it may accept."""

from typing import Any

from django.conf import settings

from core.api.schema.document import document
from core.api.schema.shapes import Shapes
from tests.isolation.endpoints import Endpoint


class Described:
    """The OpenAPI document, as far as it helps to write requests."""

    def __init__(self) -> None:
        self._document = document(settings.PUBLIC_SCHEMA_URLCONF)
        self._shapes = Shapes(self._document["components"]["schemas"])

    def fields(self, endpoint: Endpoint, method: str) -> list[str]:
        """Names of the body's fields."""
        return [row.name for row in self._shapes.rows(self._schema(endpoint, method)) if row.depth == 0]

    def bodies(self, endpoint: Endpoint, method: str) -> list[dict[str, Any]]:
        """An empty body, and the documented example."""
        example = self._shapes.example(self._schema(endpoint, method))
        return [{}, example] if isinstance(example, dict) and example else [{}]

    def _schema(self, endpoint: Endpoint, method: str) -> dict[str, Any]:
        operation = self._document["paths"].get(endpoint.path, {}).get(method.lower(), {})
        content = operation.get("requestBody", {}).get("content", {})
        media = content.get("application/json") or next(iter(content.values()), {})
        schema: dict[str, Any] = media.get("schema", {})
        return schema
