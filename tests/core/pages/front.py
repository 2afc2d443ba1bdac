"""Requests as a server would make them, sent to the layer in front of Django."""

from typing import NamedTuple

from django.core.handlers.wsgi import WSGIHandler
from django.test.client import RequestFactory

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
