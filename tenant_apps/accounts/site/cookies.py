"""The cookie of a browser in which somebody is signed in, which no other host and no script gets to see."""

from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from rest_framework_simplejwt.tokens import RefreshToken

from core.api.addresses import client_address
from core.pages.people import PersonalRequest
from tenant_apps.accounts.services.browsers import visit_of


class Doorkeeper:
    """How `core.pages.people` knows who sends a request."""

    def caller(self, request: PersonalRequest) -> Any:
        """The account, None for nobody; a ticket that is due for it is renewed with the answer."""
        ticket = request.COOKIES.get(settings.TICKET_COOKIE, "")
        visit = visit_of(ticket=ticket, ip=client_address(request)) if ticket else None
        request._renewed_ticket = visit.renewed if visit else ""  # type: ignore[attr-defined]
        if visit:
            request.session_id = visit.session_id  # type: ignore[attr-defined]
        return visit.user if visit else None

    def leave(self, request: PersonalRequest, response: HttpResponseBase) -> None:
        if renewed := getattr(request, "_renewed_ticket", ""):
            give_ticket(response, renewed)


def give_ticket(response: HttpResponseBase, ticket: str) -> None:
    response.set_cookie(
        settings.TICKET_COOKIE,
        ticket,
        max_age=RefreshToken.lifetime,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def take_ticket(response: HttpResponseBase) -> None:
    """A cookie whose name begins with `__Host-` is deleted only by one with the same attributes."""
    response.set_cookie(settings.TICKET_COOKIE, "", max_age=0, secure=settings.HTTPS, httponly=True, samesite="Lax")
