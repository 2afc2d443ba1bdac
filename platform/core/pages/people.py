"""Pages of somebody who is signed in: kept nowhere, guarded against other sites, refused in the look of the site."""

from collections.abc import Callable
from functools import wraps
from typing import Any, overload
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_protect

from core.api.errors import DomainError
from core.api.handler import error_response
from core.pages.forms import MAX_BYTES, require_own_site, require_size
from core.tenancy.requests import MunicipalRequest


class PersonalRequest(MunicipalRequest):
    """A request of an account."""

    user: Any


View = Callable[..., HttpResponseBase]
Lookup = Callable[[HttpRequest], Any]

SIGN_IN = "/connexion/"
_lookups: list[Lookup] = []


def people_from(lookup: Lookup) -> Lookup:
    """Register the one function that knows who sends a request, None for nobody; called by an app's ready()."""
    _lookups[:] = [lookup]
    return lookup


@overload
def signed_in(view: View) -> View: ...
@overload
def signed_in(*, max_bytes: int = MAX_BYTES) -> Callable[[View], View]: ...


def signed_in(view: View | None = None, *, max_bytes: int = MAX_BYTES) -> View | Callable[[View], View]:
    """Let only somebody who is signed in reach the view, as `request.user`; nobody is sent to sign in first."""

    def decorated(view: View) -> View:
        protected = csrf_protect(view)

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                response = _answer(request, protected, args, kwargs)
            except DomainError as error:
                response = error_response(request, error)
            patch_cache_control(response, private=True, no_store=True)
            response["X-Robots-Tag"] = "noindex, nofollow"
            return response

        def _answer(request: HttpRequest, view: View, args: Any, kwargs: Any) -> HttpResponseBase:
            if request.method not in {"GET", "HEAD", "OPTIONS"}:
                require_own_site(request)
                require_size(request, max_bytes)
            user = _lookups[0](request) if _lookups else None
            if user is None:
                return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'suite': request.get_full_path()})}")
            request.user = user
            return view(request, *args, **kwargs)

        return guarded

    return decorated if view is None else decorated(view)
