"""Forms that anybody may send without an account, and no script may flood; nothing here needs a cookie."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.api import throttles
from core.api.errors import DomainError
from core.api.handler import error_response
from core.pages.errors import CrossSiteForm, FormTooLarge, TooManyForms

View = Callable[..., HttpResponseBase]

HONEYPOT = "website"
PERIODS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
RATE = re.compile(r"(?P<limit>[1-9]\d*)/(?P<times>[1-9]\d*)?(?P<period>[smhd])[a-z]*")
MAX_BYTES = 256 * 1024
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})  # what sends no form
# What a browser says of where a request comes from; a sibling mairie's host is "same-site", and not us.
OWN_SITES = frozenset({"same-origin", "none"})


def public_form(*, rate: str, max_bytes: int = MAX_BYTES, sets_cookies: bool = False) -> Callable[[View], View]:
    """Guard a view that takes a POST from people without an account: `rate` ("5/h", "10/10m") for each address.

    A POST from another site, with too large a body or too often gets a page that says so. The view finds
    `request.is_robot`: whether the field that people do not see was filled in. The answer never sets a cookie,
    but where people come in and go out (`sets_cookies`).
    """
    limit, seconds = _parsed(rate)

    def decorated(view: View) -> View:
        scope = f"form:{view.__module__}.{view.__qualname__}"

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.is_robot = False  # type: ignore[attr-defined]
            if request.method not in SAFE:
                try:
                    require_own_site(request)
                    require_size(request, max_bytes)
                    _require_rate(request, scope, limit, seconds)
                except DomainError as error:
                    return error_response(request, error)
                request.is_robot = bool(request.POST.get(HONEYPOT))  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            if not sets_cookies:
                response.cookies.clear()
            return response

        return guarded

    return decorated


def _parsed(rate: str) -> tuple[int, int]:
    """ "10/5m" → 10 in 300 seconds."""
    match = RATE.fullmatch(rate)
    if match is None:
        raise ImproperlyConfigured(f"{rate!r} is no rate: write it as 5/h or 10/10m")
    return int(match["limit"]), int(match["times"] or 1) * PERIODS[match["period"]]


def require_own_site(request: HttpRequest) -> None:
    """Browsers say it in Sec-Fetch-Site or, the older ones, in Origin; what says neither is no browser to be abused."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        if site not in OWN_SITES:
            raise CrossSiteForm
    elif origin is not None and urlsplit(origin).netloc.lower() != request.get_host().lower():
        raise CrossSiteForm


def require_size(request: HttpRequest, max_bytes: int) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > max_bytes:
        raise FormTooLarge


def _require_rate(request: HttpRequest, scope: str, limit: int, seconds: int) -> None:
    if wait := throttles.hit(scope, throttles.caller(request), limit, seconds):
        raise TooManyForms(retry_after=wait)
