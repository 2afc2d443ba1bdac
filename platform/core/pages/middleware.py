"""What every answer says about what a browser may do with it; size and count of the pages Django itself answers."""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from core.pages.audience import audience, is_read
from core.pages.cache import ENVIRON_KEY
from core.pages.encodings import IDENTITY, SMALLEST, TEXTS, VARY, accepted, compressed
from core.tenancy.requests import MunicipalRequest

HTML = "text/html"
# What is no page has nothing to load, wherever it is opened.
BARE_POLICY = "default-src 'none'; frame-ancestors 'none'"
# What django-csp's decorators leave on a response.
OWN_POLICY = ("_csp_config", "_csp_update", "_csp_replace")


class PolicyMiddleware:
    """Content-Security-Policy (of the view, by django-csp's decorators, or the general one) and its relatives."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        is_page = headers.get("Content-Type", "").startswith(HTML)
        if HEADER not in headers and not _is_debug_page(response):
            headers[HEADER] = _policy_of(response) if is_page else BARE_POLICY
        if is_page:
            headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
            headers.setdefault("Cache-Control", "private, no-cache")
        if settings.SECURE_HSTS_SECONDS:
            # Kept pages are sent on every connection, so this cannot depend on the one that had them rendered.
            headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        return response


class CompressionMiddleware:
    """Sends pages that are not kept, and what the API gives to everybody, compressed, unless they may hold a secret.

    What must not be stored (`no-store`: the space, forms behind a token, previews) may show a secret beside text that
    somebody else chose, and its length would tell of it (BREACH). Pages open to everybody have none; whoever may be
    signed in gets even those as they are, so that no page's forgotten `no-store` is a leak.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if ENVIRON_KEY in request.META or _is_somebodys(request) or not _is_compressible(request, response):
            return response
        patch_vary_headers(response, [VARY])
        encoding = accepted(request.headers.get("Accept-Encoding", ""))
        if encoding != IDENTITY:
            response.content = compressed(response.content, encoding)
            response.headers["Content-Encoding"] = encoding
            response.headers["Content-Length"] = str(len(response.content))
        return response


class AudienceMiddleware:
    """Counts the public pages that were answered here; the layer in front counts its own."""

    def __init__(self, get_response: Callable[[MunicipalRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: MunicipalRequest) -> HttpResponse:
        response = self.get_response(request)
        tenant = request.municipality
        if tenant and _is_public_page(request, response):
            audience.note(tenant, getattr(response, "_subject", ""), time.monotonic(), request.META)
        return response


def _is_somebodys(request: HttpRequest) -> bool:
    return bool(request.headers.get("Cookie") or request.headers.get("Authorization"))


def _is_compressible(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        (_is_page(response) or _is_open(request, response))
        and not response.streaming
        and "Content-Encoding" not in response.headers
        and "no-store" not in response.headers.get("Cache-Control", "")
        and not response.cookies
        and len(response.content) >= SMALLEST
    )


def _is_page(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith(HTML)


def _is_open(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether it is a text that says of itself that it is nobody's own: the documentation, the public calendar."""
    caching = response.headers.get("Cache-Control", "")
    return (
        request.method == "GET"
        and response.status_code == 200
        and response.headers.get("Content-Type", "").startswith(TEXTS)
        and "Accept-Ranges" not in response.headers
        and bool(caching)
        and "private" not in caching
    )


def _is_public_page(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        request.method == "GET"
        and response.status_code == 200
        and is_read(request.path_info, response.headers.get("Content-Type", ""))
    )


def _policy_of(response: HttpResponse) -> str:
    config, update, replace = (getattr(response, name, None) for name in OWN_POLICY)
    return _policy() if config is update is replace is None else _sorted(config, update, replace)


@lru_cache(maxsize=1)
def _policy() -> str:
    return _sorted(None, None, None)


def _sorted(config: Any, update: Any, replace: Any) -> str:
    """The policy in an order that is the same in every process."""
    return "; ".join(sorted(build_policy(config, update, replace).split("; ")))


def _is_debug_page(response: HttpResponse) -> bool:
    """Django's own pages of errors, which exist in debug mode only and carry their styles with them."""
    return settings.DEBUG and response.status_code in {404, 500} and "Cache-Control" not in response.headers
