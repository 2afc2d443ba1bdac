"""Every endpoint of a URLconf, found by walking it, so that one added tomorrow is tested tomorrow."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from core.api.views import APIView

PARAMETER = re.compile(r"<(?:[^:>]+:)?(\w+)>")
VERBS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Endpoint:
    """One route below /api/: its path with `{parameters}`, its view and the methods it answers."""

    path: str
    parameters: tuple[str, ...]
    view: Any
    methods: tuple[str, ...]

    def __str__(self) -> str:
        return self.path

    @property
    def is_platform(self) -> bool:
        return bool(self.view.scope == "platform")

    @property
    def authenticates(self) -> bool:
        """Whether a token is looked at by the view itself."""
        return bool(self.view.authentication_classes)

    def operations(self) -> list[tuple[str, Any]]:
        """(method, declared rule) of every method."""
        return [(method, self.view.permission_for(method)) for method in self.methods]


def endpoints(urlconf: str) -> list[Endpoint]:
    """API endpoints of a URLconf."""
    return [_endpoint(route, callback) for route, callback in routes(urlconf) if hasattr(callback, "cls")]


def routes(urlconf: str) -> list[tuple[str, Any]]:
    """(route, view) of everything below /api/."""
    return [(route, callback) for route, callback in walk(get_resolver(urlconf), "/") if route.startswith("/api/")]


def every_endpoint() -> list[Endpoint]:
    """Mairies' endpoints and the operators', each once."""
    found = {endpoint.path: endpoint for urlconf in _urlconfs() for endpoint in endpoints(urlconf)}
    return list(found.values())


def mairie_endpoints() -> list[Endpoint]:
    """Endpoints of a mairie's host."""
    return endpoints(settings.MAIRIE_URLCONF)


def platform_endpoints() -> list[Endpoint]:
    """Endpoints that exist outside any mairie only."""
    return [endpoint for endpoint in endpoints(settings.PUBLIC_SCHEMA_URLCONF) if endpoint.is_platform]


def _urlconfs() -> tuple[str, str]:
    return settings.PUBLIC_SCHEMA_URLCONF, settings.MAIRIE_URLCONF


def _endpoint(route: str, callback: Any) -> Endpoint:
    view = callback.cls
    known = issubclass(view, APIView)
    methods = tuple(verb for verb in VERBS if known and hasattr(view, verb.lower()))
    return Endpoint(PARAMETER.sub(r"{\1}", route), tuple(PARAMETER.findall(route)), view, methods)


def walk(resolver: URLResolver, prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from walk(pattern, route)
