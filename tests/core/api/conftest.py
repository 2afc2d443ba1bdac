"""A client of the small API in `endpoints`, on the platform host."""

from typing import Any

import pytest
from django.test import Client

from core.api import throttles


class Caller:
    """Requests as `name` (see endpoints.ByName), nobody by default."""

    def __init__(self) -> None:
        self._client = Client(raise_request_exception=False)

    def __call__(
        self, method: str, path: str, *, name: str = "", body: bytes = b"", type: str = "", **headers: str
    ) -> Any:
        sent = {key.replace("_", "-"): value for key, value in headers.items()}
        if name:
            sent["X-Test-Name"] = name
        address = path if path.startswith("/") else f"/api/v1/{path}"
        kind = type or "application/json"
        return self._client.generic(method, address, body, content_type=kind, headers=sent, HTTP_HOST="localhost")


@pytest.fixture
def call(settings: Any) -> Caller:
    settings.PUBLIC_SCHEMA_URLCONF = settings.ROOT_URLCONF = "tests.core.api.endpoints"
    settings.API_RATES = {}
    throttles.local.clear()
    return Caller()
