"""The request as API views get it: DRF's, with what the middleware and the authentication have set on it."""

from typing import TYPE_CHECKING, Any

from rest_framework.request import Request as FrameworkRequest

if TYPE_CHECKING:
    from uuid import UUID

    from core.tenancy import Tenant

    class Request(FrameworkRequest):
        """`user` is the account (or Anonymous), `municipality` the mairie routed to, `session_id` the login's."""

        user: Any
        municipality: Tenant | None
        session_id: UUID
else:
    Request = FrameworkRequest

__all__ = ["Request"]
