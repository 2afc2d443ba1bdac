"""Which views' answers are kept, for how long, and what they may depend on."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from functools import partial, wraps
from io import BytesIO
from typing import Any, cast, overload

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone

from core.pages.audience import is_read
from core.pages.changes import watch
from core.pages.encodings import IDENTITY, VARY, encoded, entity_tag
from core.pages.queries import relevant
from core.pages.shelves import Key, Page, Shelf, shelves
from core.tenancy import Tenant
from core.tenancy.middleware import CODE_HEADER
from core.tenancy.requests import MunicipalRequest

View = Callable[..., HttpResponseBase]
Render = Callable[[], HttpResponseBase]

PAGE_SECONDS = 60.0
OUTAGE_SECONDS = 3_600.0  # what a page may be shown for while the database answers nothing
WAIT_SECONDS = 10.0  # for a page that another thread is rendering
CACHE_CONTROL = "public, max-age=0, must-revalidate"
# Where the front layer finds the page that Django has answered with.
ENVIRON_KEY = "ecms.page"
# What belongs to one answer and not to the page.
OWN_HEADERS = frozenset({"content-length", "etag", "vary"})
PERSONAL = frozenset({"*", "cookie", "authorization", "user-agent", "accept-language"})
LONGEST_KEY = 300


@overload
def cached_page(view: View) -> View: ...
@overload
def cached_page(*, parameters: tuple[str, ...] = ()) -> Callable[[View], View]: ...


def cached_page(view: View | None = None, *, parameters: tuple[str, ...] = ()) -> View | Callable[[View], View]:
    """Keep the view's 200 answers to GET until the mairie's content changes, at most a minute or an outage.

    The view is handed a request of nobody: path, mairie and the query's `parameters` (their last values), without
    cookies, headers, address or the other parameters, so that what it answers is right for everybody. A burst of
    requests for the same page renders it once. Browsers ask each time, unless the view sets a Cache-Control of its own.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def cached(request: MunicipalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD"} or request.municipality is None or _is_somebodys(request):
                return view(request, *args, **kwargs)
            query = relevant(request.META.get("QUERY_STRING", ""), parameters)
            if query is None:
                return view(request, *args, **kwargs)
            tenant = request.municipality
            render = partial(_rendered, view, _request_of_nobody(request, tenant, query), args, kwargs)
            return _answer(request, tenant, query, parameters, render) if settings.PAGE_CACHE_BYTES else render()

        return cached

    return decorated if view is None else decorated(view)


def valid_until(target: HttpRequest | HttpResponseBase, moment: datetime) -> None:
    """Let the page that is being rendered live no longer than `moment`; the earliest of several calls counts."""
    earliest = min(moment, getattr(target, "_valid_until", moment))
    target._valid_until = earliest  # type: ignore[union-attr]


def shows(target: HttpRequest | HttpResponseBase, subject: str) -> None:
    """Say what the page is about ("publication:12"), for those who count its readers."""
    target._subject = subject  # type: ignore[union-attr]


def keep_nothing(request: HttpRequest) -> None:
    """Have whatever answers this request answer it alone: with nothing that was kept, and nothing of it is kept."""
    request._keeps_nothing = True  # type: ignore[attr-defined]


def is_private(cache_control: str) -> bool:
    """Whether an answer says of itself that no other reader may get it."""
    return "private" in cache_control.lower() or "no-store" in cache_control.lower()


def _is_somebodys(request: HttpRequest) -> bool:
    return (
        getattr(request, "_keeps_nothing", False)
        or "Authorization" in request.headers
        or CODE_HEADER in request.headers
    )


def _answer(
    request: MunicipalRequest, tenant: Tenant, query: str, parameters: tuple[str, ...], render: Render
) -> HttpResponseBase:
    now = time.monotonic()
    if now >= watch.next_look:
        watch.look(now)
    shelf, key = shelves.shelf(tenant), (request.path_info, query)
    page = shelves.find(shelf, key, now)
    if page:
        shelf.parameters[key[0]] = parameters
        return _response(request, page)
    flight: Future[Page | None] = Future()
    leading = shelf.flights.setdefault(key, flight)
    if leading is not flight:
        page = _awaited(leading)
        return _response(request, page) if page else render()
    response: HttpResponseBase | None = None
    try:
        page = shelves.find(shelf, key, now)
        if page is None:
            response = render()
            page = _kept(response, shelf, key, parameters)
    except (OperationalError, InterfaceError):
        page = shelves.former(shelf, key)
        if page is None:
            raise
    finally:
        del shelf.flights[key]
        flight.set_result(page)
    return _response(request, page) if page else cast("HttpResponseBase", response)


def _awaited(flight: Future[Page | None]) -> Page | None:
    try:
        return flight.result(WAIT_SECONDS)
    except TimeoutError:
        return None


def _rendered(view: View, request: WSGIRequest, args: Any, kwargs: Any) -> HttpResponseBase:
    """The view's answer, whole, and with what it has said of its request."""
    response = view(request, *args, **kwargs)
    if isinstance(response, SimpleTemplateResponse):
        response = response.render()
    if moment := getattr(request, "_valid_until", None):
        valid_until(response, moment)
    if subject := getattr(request, "_subject", None):
        shows(response, subject)
    return response


def _kept(response: HttpResponseBase, shelf: Shelf, key: Key, parameters: tuple[str, ...]) -> Page | None:
    """The answer as a page on its shelf, None when it is not for everybody or not for long."""
    seconds = min(OUTAGE_SECONDS, _seconds_until(getattr(response, "_valid_until", None)))
    if seconds <= 0 or not isinstance(response, HttpResponse) or not _is_for_everybody(response, key):
        return None
    headers = {name: value for name, value in response.items() if name.lower() not in OWN_HEADERS}
    headers.setdefault("Cache-Control", CACHE_CONTROL)
    content_type = headers.get("Content-Type", "")
    now = time.monotonic()
    page = Page(
        bodies=encoded(response.content, content_type),
        headers=headers,
        until=now + min(PAGE_SECONDS, seconds),
        ends=now + seconds,
        subject=getattr(response, "_subject", ""),
        is_read=is_read(key[0], content_type),
    )
    shelves.put(shelf, key, page, parameters)
    return page


def _seconds_until(moment: datetime | None) -> float:
    return OUTAGE_SECONDS if moment is None else (moment - timezone.now()).total_seconds()


def _is_for_everybody(response: HttpResponse, key: Key) -> bool:
    return (
        response.status_code == 200
        and not response.cookies
        and not is_private(response.headers.get("Cache-Control", ""))
        and not PERSONAL & {name.strip().lower() for name in response.headers.get("Vary", "").split(",")}
        and all(part.isascii() and len(part) <= LONGEST_KEY for part in key)
    )


def _request_of_nobody(request: MunicipalRequest, tenant: Tenant, query: str) -> WSGIRequest:
    """The request as anybody could have made it: the mairie's own host, and nothing that tells people apart."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": request.path_info.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": tenant.host,
        "SERVER_PORT": settings.PUBLIC_PORT or ("443" if settings.HTTPS else "80"),
        "HTTP_HOST": f"{tenant.host}{port}",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": settings.PUBLIC_SCHEME,
        "wsgi.input": BytesIO(),
    }
    plain: Any = WSGIRequest(environ)
    plain.municipality, plain.resolver_match = tenant, request.resolver_match
    plain.urlconf = getattr(request, "urlconf", None) or settings.ROOT_URLCONF
    plain.get_host = lambda: environ["HTTP_HOST"]
    return cast("WSGIRequest", plain)


def _response(request: HttpRequest, page: Page) -> HttpResponse:
    body = page.bodies[IDENTITY]
    shared = {"Vary": VARY, "ETag": entity_tag(body, IDENTITY)}
    response = HttpResponse(body, headers={**page.headers, **shared})
    shows(response, page.subject)
    request.META[ENVIRON_KEY] = page
    return response
