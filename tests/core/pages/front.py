"""Requests as a server would make them, sent to the layer in front of Django."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test.client import RequestFactory

from core.pages.audience import audience
from core.pages.front import Front


class Sent(NamedTuple):
    """An answer as the server would send it."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Visitor:
    """Somebody with a connection to a web process of their own."""

    def __init__(self) -> None:
        self.passed_on = 0
        self._handler = WSGIHandler()
        self._front = Front(self._django)

    def get(self, host: str, path: str = "/", *, method: str = "GET", **headers: str) -> Sent:
        sent = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        environ = RequestFactory().generic(method, path, HTTP_HOST=host, **sent).environ
        heard: list = []
        parts = self._front(environ, lambda *arguments: heard.extend(arguments))
        body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()
        return Sent(int(heard[0].split()[0]), dict(heard[1]), body)

    def _django(self, environ, start_response):
        self.passed_on += 1
        return self._handler(environ, start_response)


@contextmanager
def in_front(monkeypatch: pytest.MonkeyPatch) -> Iterator[Visitor]:
    """Somebody in front of the layer, without the thread that counts, in the test's own transaction."""
    monkeypatch.setattr(audience, "start", lambda: None)
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield Visitor()
    for signal in signals:
        signal.connect(close_old_connections)
