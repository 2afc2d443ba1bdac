"""A visitor of a mairie's pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


class Visitor:
    """Reads and sends forms on a mairie's host, as a browser without scripts does."""

    def __init__(self, mairie: Any) -> None:
        self.mairie, self._client = mairie, Client(raise_request_exception=False)

    def get(self, path: str, **query: str) -> Any:
        return self._client.get(path, query, headers={"Host": self.mairie.host})

    def post(self, path: str, *, headers: Any = None, **fields: str) -> Any:
        return self._client.post(path, fields, headers={"Host": self.mairie.host, **(headers or {})})


@pytest.fixture
def visitor(request: pytest.FixtureRequest) -> Callable[[Any], Visitor]:
    if "committed_db" not in request.fixturenames:
        request.getfixturevalue("db")
    return Visitor


@pytest.fixture
def text_of() -> Callable[[Any], str]:
    """What a page says, without its tags; its status is compared."""
    import re
    from html import unescape

    def read(response: Any, status: int = 200) -> str:
        content = response.content.decode()
        assert response.status_code == status, content[:2000]
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())

    return read
