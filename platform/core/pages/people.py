"""Pages of somebody who is signed in: kept nowhere, guarded against other sites, refused in the look of the site."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, overload
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_protect

from core.api.errors import DomainError
from core.api.handler import error_response
from core.pages.errors import CrossSiteForm
from core.pages.forms import MAX_BYTES, require_own_site, require_size
from core.tenancy.requests import MunicipalRequest


class PersonalRequest(MunicipalRequest):
    """A request of an account."""

    user: Any


View = Callable[..., HttpResponseBase]

SIGN_IN = "/connexion/"
_doorkeepers: list["Doorkeeper"] = []


class Doorkeeper(Protocol):
    """Who knows the people: `caller` is the account that sends a request or None, `leave` sees to its answer."""

    def caller(self, request: PersonalRequest) -> Any: ...
    def leave(self, request: PersonalRequest, response: HttpResponseBase) -> None: ...


def people_from(doorkeeper: Doorkeeper) -> None:
    """Register the one doorkeeper; called by an app's ready()."""
    _doorkeepers[:] = [doorkeeper]


def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: a form without the token of its page."""
    return error_response(request, CrossSiteForm())


@overload
def signed_in(view: View) -> View: ...
@overload
def signed_in(*, max_bytes: int = MAX_BYTES) -> Callable[[View], View]: ...


def signed_in(view: View | None = None, *, max_bytes: int = MAX_BYTES) -> View | Callable[[View], View]:
    """Let only somebody who is signed in reach the view, as `request.user`; nobody is sent to sign in first."""

    def decorated(view: View) -> View:
        protected = csrf_protect(view)

        @wraps(view)
        def guarded(request: PersonalRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            doorkeeper = _doorkeepers[0]
            try:
                _require_form(request, max_bytes)
                request.user = doorkeeper.caller(request)
                response = protected(request, *args, **kwargs) if request.user else _to_sign_in(request)
            except DomainError as error:
                response = error_response(request, error)
            doorkeeper.leave(request, response)
            patch_cache_control(response, private=True, no_store=True)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        return guarded

    return decorated if view is None else decorated(view)


def _require_form(request: HttpRequest, max_bytes: int) -> None:
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        require_own_site(request)
        require_size(request, max_bytes)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Then back to the page; to what a form stood for only as a page to read."""
    wanted = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'suite': wanted})}")
