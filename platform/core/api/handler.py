"""One place where refusals become answers: the JSON envelope below /api/, a short page elsewhere."""

import logging
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from rest_framework.response import Response

from core.api.errors import DomainError, ServerError
from core.api.renderers import dumps
from core.api.translation import translate
from core.observability.context import request_id

logger = logging.getLogger("core.api")

Answer = TypeVar("Answer", bound=HttpResponseBase)
API_PREFIX = "/api/"
CHALLENGE = 'Bearer realm="api"'


def handle(exception: Exception, context: dict[str, Any]) -> Response:
    """DRF's EXCEPTION_HANDLER: every exception of a view, in the envelope."""
    error = _understood(exception)
    return _recorded(Response(envelope(error), status=error.status, headers=_headers(error)))


def error_response(request: HttpRequest, exception: BaseException, *, typed: str = "") -> HttpResponse:
    """The answer to an exception outside the API views: middleware, unknown routes, unreadable requests.

    A page gives back what had been `typed`, which would be lost with the form.
    """
    error = _understood(exception)
    if not is_api(request):
        return page(error, municipality=getattr(request, "municipality", None), typed=typed)
    response = HttpResponse(dumps(envelope(error)), status=error.status, content_type="application/json")
    for name, value in {"Cache-Control": "no-store", **_headers(error)}.items():
        response[name] = value
    return _recorded(response)


def is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API_PREFIX) or request.path_info == API_PREFIX.rstrip("/")


def envelope(error: DomainError) -> dict[str, Any]:
    """The contract's error format."""
    return {"error": {"code": error.code, "message": error.message, "details": error.details}}


def page(error: DomainError, *, municipality: Any = None, typed: str = "") -> HttpResponse:
    """A page that needs no database and says in a sentence what is wrong, in the look of the mairie's site."""
    context = {
        "status": error.status,
        "title": _title(error.status),
        "message": error.in_words,
        "request_id": request_id() if error.status >= 500 else "",
        "municipality": municipality,
        "typed": typed,
    }
    headers = {"Cache-Control": "no-store", **_headers(error)}
    return _recorded(HttpResponse(_rendered(context), status=error.status, headers=headers))


def _rendered(context: dict[str, Any]) -> str:
    """By the mairie's template, by the platform's self-contained one where there is no mairie or that fails."""
    if context["municipality"] is not None:
        try:
            return render_to_string(settings.MAIRIE_REFUSAL_TEMPLATE, context)
        except Exception:
            logger.exception("the mairie's page for a refusal failed")
    return render_to_string("api/error.html", context)


def _title(status: int) -> str:
    titles = {
        400: _("Requête illisible"),
        401: _("Connexion nécessaire"),
        403: _("Accès refusé"),
        404: _("Page introuvable"),
        413: _("Envoi trop volumineux"),
        429: _("Trop de demandes"),
        500: _("Erreur inattendue"),
        503: _("Service momentanément indisponible"),
    }
    return titles.get(status, _("Demande refusée"))


def _understood(exception: BaseException) -> DomainError:
    """Translate, and record what an operator has to know: failures of ours and refusals that no service foresaw."""
    error = translate(exception)
    if isinstance(error, ServerError):
        error.details = {"request_id": request_id()}
    if error.status >= 500 and not (isinstance(exception, DomainError) and error.status == 503):
        logger.error("request failed: %s", error.code, exc_info=exception)
    elif error is not exception and error.status in {409, 422} and exception.__cause__ is not None:
        logger.warning("the database refused what no service had checked: %s", error.code, exc_info=exception)
    return error


def _recorded(response: Answer) -> Answer:
    """Tell Django that what was worth a log line has had one."""
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _headers(error: DomainError) -> dict[str, str]:
    return {"WWW-Authenticate": CHALLENGE, **error.headers} if error.status == 401 else error.headers
