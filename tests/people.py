"""Somebody who is signed in on a mairie's site, as their browser."""

from typing import Any

from django.conf import settings
from django.test import Client

from core.tenancy import Tenant, mairie_context
from tenant_apps.accounts.services.browsers import ticket_of
from tenant_apps.accounts.services.sessions import Device, open_session
from tests.factories import make_user


class Person:
    """A browser that is signed in; every form it sends carries the token of the page it came by."""

    def __init__(self, mairie: Tenant, user: Any) -> None:
        self.mairie, self.user = mairie, user
        self.client = Client(raise_request_exception=False, HTTP_HOST=mairie.host)
        with mairie_context(mairie):
            session = open_session(user=user, device=Device()).session
            self.client.cookies[settings.TICKET_COOKIE] = ticket_of(session=session, seconds=3_600)

    @classmethod
    def make(cls, mairie: Tenant, role: str = "citizen", *, user: Any = None, **fields: Any) -> "Person":
        with mairie_context(mairie):
            return cls(mairie, user or make_user(role=role, **fields))

    def get(self, path: str, **headers: Any) -> Any:
        return self.client.get(path, **headers)

    def read(self, path: str) -> str:
        """The text of a page that is there."""
        response = self.get(path)
        assert response.status_code == 200, (path, response.status_code)
        return str(response.content.decode())

    def send(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, fields)
