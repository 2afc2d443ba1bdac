"""Errors raised outside the API views keep the envelope too; the URLconfs' error handlers."""

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import is_valid_path

from core.api import errors
from core.api.handler import error_response, is_api

KINDS: tuple[type[errors.DomainError], ...] = (
    errors.BadRequestError,
    errors.UnauthenticatedError,
    errors.PermissionDeniedError,
    errors.NotFoundError,
    errors.MethodNotAllowedError,
    errors.PayloadTooLargeError,
    errors.UnsupportedMediaTypeError,
    errors.ServerError,
    errors.UnavailableError,
)
KIND_BY_STATUS = {kind.status: kind for kind in KINDS}
# Headers of the replaced answer that say something about the refusal itself.
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class ApiErrorMiddleware:
    """Below /api/ no error leaves in another form, whichever layer answered and whether debugging is on.

    A path that only lacks its trailing slash is redirected with its method and body (308).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(remember, dispatch_uid="core.api.remember")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and lacks_slash(request):
            return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True), preserve_request=True)
        if response.status_code < 400 or not is_api(request) or _is_json(response):
            return response
        return _in_envelope(request, response)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400, which also gets bodies that are too large."""
    return error_response(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return error_response(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return error_response(request, errors.NotFoundError())


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500, called inside the `except` block of what went wrong."""
    return error_response(request, sys.exc_info()[1] or errors.ServerError())


def remember(sender: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Keep the exception for the answer: Django's debug page, which may replace it, only has the status left."""
    if request is not None:
        request._exception = sys.exc_info()[1]  # type: ignore[attr-defined]


def _in_envelope(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    fallback = errors.ServerError if response.status_code >= 500 else errors.BadRequestError
    exception = getattr(request, "_exception", None) or KIND_BY_STATUS.get(response.status_code, fallback)()
    replacement = error_response(request, exception)
    for header in KEPT_HEADERS:
        if response.has_header(header):
            replacement[header] = response[header]
    return replacement


def _is_json(response: HttpResponse) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def lacks_slash(request: HttpRequest) -> bool:
    """Whether the path leads somewhere with a slash at its end: what was answered so far gives way to a redirect."""
    if request.resolver_match is not None or request.path_info.endswith("/"):
        return False
    urlconf = getattr(request, "urlconf", settings.ROOT_URLCONF)
    return bool(not is_valid_path(request.path_info, urlconf) and is_valid_path(f"{request.path_info}/", urlconf))
