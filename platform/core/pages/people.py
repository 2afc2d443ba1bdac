"""Pages of somebody who is signed in: kept nowhere, guarded against other sites, refused in the look of the site."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, overload
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from core.api.errors import DomainError
from core.api.handler import error_response
from core.api.throttles import count_request
from core.pages.csrf import form_protected
from core.pages.errors import SignedOut
from core.pages.forms import MAX_BYTES, SAFE, require_own_site, require_size
from core.tenancy.requests import MunicipalRequest


class PersonalRequest(MunicipalRequest):
    """A request of an account, in one of its sessions."""

    user: Any
    session_id: UUID


View = Callable[..., HttpResponseBase]

SIGN_IN, SPACE_PAGE = "/connexion/", "/mon-espace/"
LONGEST_PATH = 1_000
# The field of forms that takes long to fill in.
TEXT = "content"
_doorkeepers: list["Doorkeeper"] = []


class Doorkeeper(Protocol):
    """Who knows the people: `caller` is the account that sends a request or None, `leave` sees to its answer."""

    def caller(self, request: PersonalRequest) -> Any: ...
    def leave(self, request: PersonalRequest, response: HttpResponseBase) -> None: ...


def people_from(doorkeeper: Doorkeeper) -> None:
    """Register the one doorkeeper; called by an app's ready()."""
    _doorkeepers[:] = [doorkeeper]


@overload
def signed_in(view: View) -> View: ...
@overload
def signed_in(*, max_bytes: int = MAX_BYTES) -> Callable[[View], View]: ...


def signed_in(view: View | None = None, *, max_bytes: int = MAX_BYTES) -> View | Callable[[View], View]:
    """Let only somebody who is signed in reach the view, as `request.user`; nobody is sent to sign in first."""

    def decorated(view: View) -> View:
        protected = form_protected(view)

        @wraps(view)
        def guarded(request: PersonalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            doorkeeper, typed = _doorkeepers[0], ""
            try:
                _require_form(request, max_bytes)
                request.user = doorkeeper.caller(request)
                count_request(request, "authenticated" if request.user else "anonymous")
                typed = request.POST.get(TEXT, "")
                response = protected(request, *args, **kwargs) if request.user else _to_sign_in(request, typed)
            except DomainError as error:
                response = error_response(request, error, typed=typed)
            doorkeeper.leave(request, response)
            return private(response)

        return guarded

    return decorated if view is None else decorated(view)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """A page for one person: no cache keeps it, no search engine lists it, and its address stays on this host."""
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def own_path(text: str) -> str:
    """The text if it leads to a page of this very host, else the way to one's own space."""
    leads_here = (
        text.startswith("/")
        and len(text) <= LONGEST_PATH
        and text.isprintable()
        and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    )
    return text if leads_here else SPACE_PAGE


def _require_form(request: HttpRequest, max_bytes: int) -> None:
    if request.method not in SAFE:
        require_own_site(request)
        require_size(request, max_bytes)


def _to_sign_in(request: HttpRequest, typed: str) -> HttpResponse:
    """Then back to the page, for a form to the one it stood on; raises SignedOut rather than drop a text."""
    if typed:
        raise SignedOut
    wanted = request.get_full_path() if request.method in SAFE else _page_of_form(request)
    return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'suite': wanted})}")


def _page_of_form(request: HttpRequest) -> str:
    _scheme, here, path = request.headers.get("Referer", "").partition(f"://{request.get_host()}/")
    return own_path(f"/{path}") if here else SPACE_PAGE
