"""A JSON client that reaches a mairie by its host or, on the platform host, by its code."""

from typing import Any

import orjson
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from core.tenancy import Tenant, mairie_context
from tests.factories import make_user, open_session


class JsonClient:
    """Django's test client with a host, a token and JSON bodies filled in; `user` is who is signed in."""

    def __init__(self, mairie: Tenant | None, *, via: str = "host", token: str | None = None, user: Any = None) -> None:
        self.mairie, self.via, self.token, self.user = mairie, via, token, user
        self._client = Client(raise_request_exception=False)

    @classmethod
    def make(
        cls, mairie: Tenant | None, role: str | None = None, *, via: str = "host", user: Any = None
    ) -> "JsonClient":
        if mairie is None:
            user = user or (make_user(role=role) if role else None)
            return cls(None, via="code", token=open_session(user) if user else None, user=user)
        with mairie_context(mairie):
            user = user or (make_user(role=role) if role else None)
            token = open_session(user) if user else None
        return cls(mairie, via=via, token=token, user=user)

    def request(self, method: str, path: str, *, json: Any = None, data: Any = None, headers: Any = None) -> Any:
        sent = {**self._headers(), **(headers or {})}
        content: dict[str, Any] = {}
        if json is not None:
            content = {"data": orjson.dumps(json), "content_type": "application/json"}
        elif data is not None:
            content = {"data": encode_multipart(BOUNDARY, data), "content_type": MULTIPART_CONTENT}
        return self._client.generic(method, path, **content, HTTP_HOST=sent.pop("Host"), headers=sent)

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Any:
        return self.request("POST", path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Any:
        return self.request("PUT", path, **kwargs)

    def patch(self, path: str, **kwargs: Any) -> Any:
        return self.request("PATCH", path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Any:
        return self.request("DELETE", path, **kwargs)

    def _headers(self) -> dict[str, str]:
        on_host = self.mairie is not None and self.via == "host"
        headers = {"Host": self.mairie.host if on_host and self.mairie else "localhost"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if self.mairie is not None and self.via == "code":
            headers["X-Municipality-Code"] = self.mairie.code
        return headers
