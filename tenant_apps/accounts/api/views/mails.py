"""Endpoints that mail whoever owns an address answer alike for every address."""

from core.api.requests import Request
from tenant_apps.accounts.api.places import device_of, named_place
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services import mailing
from tenant_apps.accounts.services.attempts import count_mail


def plan_mail(request: Request, kind: str, *, email: str, municipality_code: str | None = None) -> None:
    """Plan the mail where the request belongs, else wherever the address is known; raises RateLimitedError."""
    place = named_place(request, municipality_code or "")
    with entered(place.scope if place else None):
        count_mail(email=email, ip=device_of(request).ip)
        plan = mailing.plan if place else mailing.plan_everywhere
        plan(kind=kind, email=email)
