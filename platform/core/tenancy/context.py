"""Enter and leave a mairie; the database connection is the only witness of where one is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from core.tenancy.connection import connection

_by_code: ContextVar[bool] = ContextVar("routed_by_code", default=False)


class NoTenant(RuntimeError):
    """Work that belongs to a mairie was started outside any mairie."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """What a request or task needs to know of its mairie, copied from the shared row so that no query is needed."""

    id: int
    code: str
    name: str
    slug: str
    schema_name: str
    state: str
    host: str
    timezone: str = "Europe/Paris"

    def url(self, path: str = "/") -> str:
        """Absolute address of `path` on the mairie's primary host."""
        return absolute_url(self.host, path)


def absolute_url(host: str, path: str = "/") -> str:
    """Absolute address of `path` on `host`, with the public scheme and port."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}{path}"


def current() -> Tenant | None:
    """The mairie the connection is in, None in the public schema."""
    tenant = connection.tenant
    return tenant if isinstance(tenant, Tenant) else None


def require() -> Tenant:
    """The mairie the connection is in; raises NoTenant in the public schema."""
    tenant = current()
    if tenant is None:
        raise NoTenant("this work belongs to a mairie: enter one with mairie_context()")
    return tenant


@contextmanager
def mairie_context(tenant: Tenant) -> Iterator[Tenant]:
    """Work in the schema of `tenant`, then go back to where one was."""
    if not isinstance(tenant, Tenant):
        raise TypeError(f"a core.tenancy.Tenant is needed, not {type(tenant).__name__}")
    with _restored():
        connection.set_tenant(tenant)
        yield tenant


@contextmanager
def public_context() -> Iterator[None]:
    """Work in the public schema (shared tables), then go back to where one was."""
    with _restored():
        connection.set_schema_to_public()
        yield


@contextmanager
def routed_by_code() -> Iterator[None]:
    """Mark answers of the platform host: their file addresses must name the municipality."""
    token = _by_code.set(True)
    try:
        yield
    finally:
        _by_code.reset(token)


def by_code() -> bool:
    """Whether the request being served was routed by municipality code rather than by host."""
    return _by_code.get()


@contextmanager
def _restored() -> Iterator[None]:
    previous: Any = connection.tenant
    try:
        yield
    finally:
        connection.set_tenant(previous)
