"""The OpenAPI document → what the documentation page shows."""

import json
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core.api.error_codes import error_codes
from core.api.schema.document import operations
from core.api.schema.shapes import Shapes, prose

EXAMPLE_HOST = "https://ma-mairie.example"


def reference(document: dict[str, Any]) -> dict[str, Any]:
    """Context of the template: modules with their operations, and the table of error codes."""
    shapes = Shapes(document["components"].get("schemas", {}))
    shown = [_operation(shapes, *operation) for operation in _shown(document)]
    modules = [
        {
            "name": tag["name"],
            "anchor": slugify(tag["name"]),
            "description": prose(tag["description"]),
            "operations": [operation for operation in shown if operation["tag"] == tag["name"]],
        }
        for tag in document["tags"]
    ]
    return {
        "title": document["info"]["title"],
        "version": document["info"]["version"],
        "count": len(shown),
        "modules": modules,
        "errors": error_codes(),
    }


def _shown(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Operations in the order of the modules' paths, without the PATCH twins that the introduction explains."""
    order = list(settings.API_TAGS)
    kept = [
        (path, method, operation)
        for path, method, operation in operations(document["paths"])
        if method != "PATCH" or "put" not in document["paths"][path]
    ]
    return sorted(kept, key=lambda entry: _rank(order, entry[0]))


def _rank(order: list[str], path: str) -> int:
    segments = [segment for segment in path.split("/") if segment in order]
    return order.index(segments[0]) if segments else len(order)


def _operation(shapes: Shapes, path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    body = _body(shapes, operation.get("requestBody", {}).get("content", {}))
    security = operation.get("security", [])
    answers = [_answer(shapes, status, answer) for status, answer in operation["responses"].items()]
    return {
        "id": operation["operationId"],
        "tag": operation["tags"][0],
        "method": method,
        "path": path,
        "summary": operation.get("summary", ""),
        "description": prose(operation.get("description", "")),
        "who": operation["x-permission"],
        "is_open": not security or {} in security,
        # The municipality's, which are references, are explained once for all.
        "parameters": [_parameter(shapes, known) for known in operation.get("parameters", []) if "$ref" not in known],
        "body": body,
        "answers": [answer for answer in answers if answer["status"] < "400"],
        "refusals": [answer for answer in answers if answer["status"] >= "400"],
        "curl": _curl(method, path, body, signed=bool(security) and {} not in security),
    }


def _parameter(shapes: Shapes, known: dict[str, Any]) -> dict[str, Any]:
    places = {"path": _("adresse"), "query": _("requête"), "header": _("en-tête")}
    return {
        "name": known["name"],
        "place": places.get(known["in"], known["in"]),
        "type": shapes.type_of(known.get("schema", {})),
        "required": known.get("required", False),
        "description": prose(known.get("description", "")),
    }


def _body(shapes: Shapes, content: dict[str, Any]) -> dict[str, Any] | None:
    if not content:
        return None
    media = content.get("application/json") or next(iter(content.values()))
    rows = list(shapes.rows(media.get("schema", {})))
    return {
        "media_types": list(content),
        "rows": rows,
        "example": _pretty(_example(shapes, media)),
        "has_files": any(_("fichier") in row.type for row in rows),
    }


def _answer(shapes: Shapes, status: str, answer: dict[str, Any]) -> dict[str, Any]:
    media = answer.get("content", {}).get("application/json")
    refused = status >= "400"
    return {
        "status": status,
        "description": answer.get("description", ""),
        "codes": answer.get("x-error-codes", []),
        "rows": list(shapes.rows(media.get("schema", {}))) if media and not refused else [],
        "example": _pretty(_example(shapes, media)) if media and not refused else "",
    }


def _example(shapes: Shapes, media: dict[str, Any]) -> Any:
    """The author's own example before one made from the schema."""
    if given := media.get("examples"):
        return next(iter(given.values())).get("value")
    return media.get("example") or shapes.example(media.get("schema", {}))


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _curl(method: str, path: str, body: dict[str, Any] | None, *, signed: bool) -> str:
    lines = [f"curl -X {method} '{EXAMPLE_HOST}{path}'"]
    if signed:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if body:
        quoted = body["example"].replace("'", "'\\''")
        lines += ["-H 'Content-Type: application/json'", f"-d '{quoted}'"]
    return " \\\n  ".join(lines)
