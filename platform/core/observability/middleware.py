"""One id and one log line for every request."""

import logging
import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.api.addresses import from_trusted_proxy
from core.observability.context import bind, bound, new_request_id
from core.observability.scrubbing import safe_path

logger = logging.getLogger("core.request")

HEADER = "X-Request-ID"
SANE_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET_PATHS = frozenset({"/healthz", "/readyz"})


class RequestLogMiddleware:
    """Outermost: gives the request its id (a trusted proxy's, if sane), answers it and logs what came of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        own_id = _incoming_id(request) or new_request_id()
        with bound(request_id=own_id):
            response = self.get_response(request)
            response[HEADER] = own_id
            _log(request, response, time.perf_counter() - started)
        return response


def _incoming_id(request: HttpRequest) -> str | None:
    sent = request.headers.get(HEADER, "")
    return sent if SANE_ID.fullmatch(sent) and from_trusted_proxy(request) else None


def _log(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    tenant = getattr(request, "municipality", None)
    bind(municipality=tenant.code if tenant else None, user=getattr(getattr(request, "user", None), "id", None))
    path = safe_path(request.path, request.META.get("QUERY_STRING", ""))
    fields = {
        "method": request.method,
        "path": path,
        "status": response.status_code,
        "duration_ms": round(seconds * 1000, 1),
    }
    logger.log(_level(request, response.status_code), "%s %s", request.method, path, extra=fields)


def _level(request: HttpRequest, status: int) -> int:
    if status >= 500:
        return logging.ERROR
    return logging.DEBUG if request.path in QUIET_PATHS else logging.INFO
