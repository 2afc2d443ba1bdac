"""The layer in front of Django: answers kept pages by themselves, and has the others made.

It knows a page by host, path, query and encoding, whether it may still be shown, and nothing of what mairies hold. What
Django answers passes through; a page among it is remembered with the headers Django gave it.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from time import monotonic
from typing import Any, NamedTuple

from core.pages.audience import audience
from core.pages.cache import ENVIRON_KEY, OWN_HEADERS, is_private
from core.pages.changes import watch
from core.pages.encodings import IDENTITY, VARY, accepted, entity_tag
from core.pages.queries import relevant
from core.pages.shelves import Page, Shelf, shelves
from core.pages.traffic import OK, UNCHANGED, traffic
from core.tenancy.directory import directory
from core.tenancy.middleware import host_name

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# Headers of the one answer they came with.
UNREPEATED = OWN_HEADERS | {"x-request-id", "content-encoding", "connection", "date", "server"}
negotiated = lru_cache(maxsize=1_000)(accepted)


class Answer(NamedTuple):
    """A page in one encoding, as it is sent: whole, or as the notice that it is still the same."""

    etag: str
    headers: Headers
    unmodified: Headers
    body: list[bytes]


class Front:
    """The WSGI application that the server calls; `application` is Django's."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        if (
            method in {"GET", "HEAD"}
            and "HTTP_AUTHORIZATION" not in environ
            and "HTTP_X_MUNICIPALITY_CODE" not in environ
        ):
            now = monotonic()
            if now >= watch.next_look:
                watch.look(now)
            host = environ.get("HTTP_HOST", "")
            shelf = shelves.by_host.get(host) or shelves.by_host.get(host_name(host))
            page = _kept_page(shelf, environ, now) if shelf else None
            if shelf and page:
                if page.is_read and method == "GET":
                    audience.note(shelf.tenant, page.subject, now, environ)
                status, body = _send(page, environ, start_response)
                traffic.note((shelf.tenant.code, status, len(body[0]) if body else 0))
                return body
        return self._pass_on(environ, start_response)

    def _pass_on(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Have Django answer; a kept page is sent as all its copies will be."""
        audience.start()
        heard: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None) -> None:
            heard[:] = status, headers, exc_info

        response = self._application(environ, hear)
        page: Page | None = environ.get(ENVIRON_KEY)
        if page is None or not heard[0].startswith("200") or not _prepared(page, heard[1]):
            start_response(*heard)
            return response
        response.close()  # type: ignore[attr-defined]  # Django's responses have it, and end the request there
        _status, body = _send(page, environ, start_response)
        return body


def _kept_page(shelf: Shelf, environ: Environ, now: float) -> Page | None:
    if shelf.checked != directory.generation:
        return None
    path, query = environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    if query:
        parameters = shelf.parameters.get(path)
        query = None if parameters is None else relevant(query, parameters)
        if query is None:
            return None
    page = shelves.find(shelf, (path, query), now)
    return page if page and page.answers else None


def _send(page: Page, environ: Environ, start_response: StartResponse) -> tuple[int, list[bytes]]:
    """Answer with the page, or that the browser has it; gives the status and the body that goes out."""
    answers = page.answers
    answer: Answer = answers.get(negotiated(environ.get("HTTP_ACCEPT_ENCODING", ""))) or answers[IDENTITY]
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and _names(known, answer.etag):
        start_response("304 Not Modified", answer.unmodified[:])
        return UNCHANGED, []
    start_response("200 OK", answer.headers[:])
    return OK, answer.body if environ["REQUEST_METHOD"] == "GET" else []


def _names(header: str, etag: str) -> bool:
    """Whether If-None-Match names the validator, weakly or not."""
    if header == etag:
        return True
    tags = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return etag in tags or "*" in tags


def _prepared(page: Page, headers: Headers) -> bool:
    """Make the page's answers out of the headers Django gave it; False when they are one reader's own."""
    if page.answers:
        return True
    named = {name.lower(): value for name, value in headers}
    if "set-cookie" in named or is_private(named.get("cache-control", "")):
        return False
    shared = [(name, value) for name, value in headers if name.lower() not in UNREPEATED]
    answers = {encoding: _answer(body, encoding, shared) for encoding, body in page.bodies.items()}
    page.answers = answers
    return True


def _answer(body: bytes, encoding: str, shared: Headers) -> Answer:
    etag = entity_tag(body, encoding)
    validators = [("ETag", etag), ("Vary", VARY)]
    own = [("Content-Length", str(len(body))), *validators]
    if encoding != IDENTITY:
        own.append(("Content-Encoding", encoding))
    freshness = [header for header in shared if header[0] == "Cache-Control"]
    return Answer(etag, [*shared, *own], [*validators, *freshness], [body])
