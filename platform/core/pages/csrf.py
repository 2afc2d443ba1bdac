"""Django's protection of forms against other sites, with a secret that needs no cookie of its own."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CSRF_SECRET_LENGTH, CsrfViewMiddleware
from django.utils.decorators import decorator_from_middleware

from core.pages.errors import StaleForm
from core.tenancy.signing import digest


class SessionCsrf(CsrfViewMiddleware):
    """The secret follows from the session of whoever is signed in: nobody can plant one, and it ends with the session.

    Where a form comes from has been looked at before, by `core.pages.forms`.
    """

    def _get_secret(self, request: HttpRequest) -> str:
        return digest(request.session_id, purpose="pages.csrf")[:CSRF_SECRET_LENGTH]  # type: ignore[attr-defined]

    def _set_csrf_cookie(self, request: HttpRequest, response: HttpResponse) -> None:
        """There is none."""

    def _origin_verified(self, request: HttpRequest) -> bool:
        return True

    def _check_referer(self, request: HttpRequest) -> None:
        """As with the origin."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        raise StaleForm


form_protected = decorator_from_middleware(SessionCsrf)
