"""Which refusals an operation documents: the framework's own, its permission's and those its view declares."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.api import errors
from core.tenancy import errors as tenancy

Kind = type[errors.DomainError]

TITLES = {
    400: _("Requête illisible"),
    401: _("Non authentifié"),
    403: _("Accès refusé"),
    404: _("Ressource non trouvée"),
    409: _("Conflit"),
    413: _("Envoi trop volumineux"),
    415: _("Type de contenu refusé"),
    422: _("Données invalides"),
    429: _("Trop de requêtes"),
    500: _("Erreur du serveur"),
    503: _("Service indisponible"),
}
HEADERS = {
    401: ("WWW-Authenticate", _("Le mode d'authentification attendu."), "string"),
    429: ("Retry-After", _("Secondes à attendre."), "integer"),
    503: ("Retry-After", _("Secondes à attendre."), "integer"),
}
ALWAYS: tuple[Kind, ...] = (
    errors.BadRequestError,
    errors.RateLimitedError,
    errors.ServerError,
    errors.UnavailableError,
)
WITH_BODY: tuple[Kind, ...] = (
    errors.PayloadTooLargeError,
    errors.UnsupportedMediaTypeError,
    errors.ValidationFailed,
)
OF_MAIRIES: tuple[Kind, ...] = (
    tenancy.MunicipalityRequired,
    tenancy.MunicipalityNotFound,
    tenancy.MunicipalitySuspended,
    tenancy.MunicipalityProvisioning,
    tenancy.WrongMunicipality,
)


def _envelope(**properties: dict[str, Any]) -> dict[str, Any]:
    """The one shape of every refusal; `details` depend on its kind."""
    error = {"type": "object", "required": ["code", "message", "details"], "properties": properties}
    return {"type": "object", "required": ["error"], "properties": {"error": error}}


COMPONENTS: dict[str, Any] = {
    "Error": _envelope(
        code={"type": "string", "description": _("Code stable, à traiter par les programmes.")},
        message={"type": "string", "description": _("Explication en français, à montrer.")},
        details={"type": "object", "additionalProperties": True},
    ),
    "ValidationError": _envelope(
        code={"type": "string"},
        message={"type": "string"},
        details={
            "type": "object",
            "description": _("Pour chaque champ refusé, la liste des raisons."),
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    ),
}


def responses(kinds: Iterable[Kind]) -> dict[str, Any]:
    """OpenAPI responses by status, each naming its codes."""
    by_status: dict[int, dict[str, str]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, {}).setdefault(kind.code, str(kind.message))
    return {str(status): _response(status, codes) for status, codes in sorted(by_status.items())}


def _response(status: int, codes: dict[str, str]) -> dict[str, Any]:
    component = "ValidationError" if status == 422 else "Error"
    described: dict[str, Any] = {
        "description": f"{TITLES.get(status, '')} : {', '.join(sorted(codes))}",
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{component}"}}},
        "x-error-codes": sorted(codes),
    }
    if status in HEADERS:
        name, text, kind = HEADERS[status]
        described["headers"] = {name: {"description": str(text), "schema": {"type": kind}}}
    return described
