"""The cookie of a browser in which somebody is signed in, which no other host and no script gets to see."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.api.addresses import client_address
from core.pages.people import PersonalRequest
from tenant_apps.accounts.services.browsers import Visit, visit_of
from tenant_apps.accounts.services.sessions import Device


class Doorkeeper:
    """How `core.pages.people` knows who sends a request."""

    def caller(self, request: PersonalRequest) -> Any:
        """The account, None for nobody; a ticket that is due for it is renewed with the answer."""
        visit = visit_in(request)
        request._renewed_ticket = visit.renewed if visit else ""  # type: ignore[attr-defined]
        if visit:
            request.session_id = visit.session_id
        return visit.user if visit else None

    def leave(self, request: PersonalRequest, response: HttpResponseBase) -> None:
        renewed = getattr(request, "_renewed_ticket", "")
        if renewed and settings.TICKET_COOKIE not in response.cookies:
            give_ticket(response, renewed)


def visit_in(request: HttpRequest) -> Visit | None:
    """Who sends the request; raises IpNotAllowed."""
    ticket = ticket_in(request)
    return visit_of(ticket=ticket, ip=client_address(request)) if ticket else None


def device_in(request: HttpRequest) -> Device:
    """The browser and where it is."""
    return Device(ip=client_address(request), user_agent=request.headers.get("User-Agent", ""))


def ticket_in(request: HttpRequest) -> str:
    """The one cookie of exactly that name, "" where there is none or several.

    Django's parser takes rare blanks off names too: by one of them in front of its name, a sibling mairie's cookie for
    the domain above both would get past the browser's rules for ours.
    """
    name = f"{settings.TICKET_COOKIE}="
    sent = [part.strip(" ") for part in request.META.get("HTTP_COOKIE", "").split(";")]
    found = [part.removeprefix(name) for part in sent if part.startswith(name)]
    return found[0] if len(found) == 1 else ""


def give_ticket(response: HttpResponseBase, ticket: str) -> None:
    """For as long as the browser is open."""
    response.set_cookie(settings.TICKET_COOKIE, ticket, **_attributes())


def take_ticket(response: HttpResponseBase) -> None:
    """A cookie whose name begins with `__Host-` is deleted only by one with the same attributes."""
    response.set_cookie(settings.TICKET_COOKIE, "", max_age=0, **_attributes())


def _attributes() -> dict[str, Any]:
    return {"secure": settings.HTTPS, "httponly": True, "samesite": "Lax"}
