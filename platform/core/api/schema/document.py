"""The whole OpenAPI document of one URLconf."""

from functools import lru_cache
from typing import Any

import orjson
from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings

from core.api.error_codes import error_codes
from core.api.schema import fields, refusals
from core.api.schema.operations import BEARER

MUNICIPALITY_PARAMETERS = ("MunicipalityHeader", "MunicipalityQuery")
EXTENSIONS = (fields.PrefixedIdExtension, fields.JSONTextExtension)


@lru_cache(maxsize=2)
def document(urlconf: str) -> dict[str, Any]:
    """OpenAPI 3.1; on the platform's URLconf a mairie's endpoints also say how the mairie is named."""
    with patched_settings({"POSTPROCESSING_HOOKS": []}):
        described: dict[str, Any] = SchemaGenerator(urlconf=urlconf).get_schema(request=None, public=True)
    components = described.setdefault("components", {})
    components.setdefault("schemas", {}).update(_plain(refusals.COMPONENTS))
    components["securitySchemes"] = {BEARER: _bearer()}
    if urlconf == settings.PUBLIC_SCHEMA_URLCONF:
        components["parameters"] = _municipality_parameters()
        _name_municipality(described["paths"])
    described["info"]["description"] = _introduction()
    described["tags"] = _tags(described["paths"])
    described["servers"] = [{"url": "/"}]
    return described


@lru_cache(maxsize=2)
def as_json(urlconf: str) -> bytes:
    """The document as it is served and committed: indented, keys in order."""
    return orjson.dumps(document(urlconf), option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n"


def operations(paths: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(path, METHOD, operation) in the document's order."""
    return [(path, method.upper(), operation) for path, item in paths.items() for method, operation in item.items()]


def _name_municipality(paths: dict[str, Any]) -> None:
    references = [{"$ref": f"#/components/parameters/{name}"} for name in MUNICIPALITY_PARAMETERS]
    for _path, _method, operation in operations(paths):
        if operation["x-scope"] != "platform":
            operation["parameters"] = [*operation.get("parameters", []), *references]


def _municipality_parameters() -> dict[str, Any]:
    rule = _("Code INSEE de la commune, inutile quand le jeton d'accès ou le nom d'hôte désigne déjà la mairie.")
    shared = {"required": False, "description": rule, "schema": {"type": "string", "examples": ["91272"]}}
    header, query = MUNICIPALITY_PARAMETERS
    return {
        header: {"name": "X-Municipality-Code", "in": "header", **shared},
        query: {"name": "municipality_code", "in": "query", **shared},
    }


def _bearer() -> dict[str, str]:
    text = _("Jeton d'accès reçu à la connexion : `Authorization: Bearer {access_token}`.")
    return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": text}


def _tags(paths: dict[str, Any]) -> list[dict[str, str]]:
    """The modules met, in the order in which the settings list them."""
    used = {tag for _path, _method, operation in operations(paths) for tag in operation["tags"]}
    listed = {str(name): str(text) for name, text in settings.API_TAGS.values()}
    ordered = [*(name for name in listed if name in used), *sorted(used - listed.keys())]
    return [{"name": name, "description": listed.get(name, "")} for name in ordered]


def _introduction() -> str:
    rows = "\n".join(f"| {error.status} | `{error.code}` | {error.message} |" for error in error_codes())
    return "\n\n".join(
        [
            _("API de la plateforme E-CMS Mairie : chaque mairie a son site, ses comptes et ses données."),
            _("Les dates et heures sont en UTC (`2025-12-05T10:00:00Z`). Les listes acceptent `page` et `limit`."),
            _("Une erreur a toujours la même forme : `error.code` (stable), `error.message` et `error.details`."),
            f"| {_('Statut')} | {_('Code')} | {_('Signification')} |\n|---|---|---|\n{rows}",
        ]
    )


def _plain(value: Any) -> Any:
    """A copy with lazy texts resolved."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, str | bool | int) else str(value)
