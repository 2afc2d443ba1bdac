"""The HTTP request as the middleware hands it on."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from core.tenancy.context import Tenant

    class MunicipalRequest(HttpRequest):
        """`municipality` is the mairie the request was routed to, None for the platform."""

        municipality: Tenant | None
else:
    MunicipalRequest = HttpRequest

__all__ = ["MunicipalRequest"]
