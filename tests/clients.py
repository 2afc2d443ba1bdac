"""A JSON client that reaches a mairie by its host or, on the platform host, by its code."""

from typing import Any

from django.test import Client

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
        if json is not None:
            return self._client.generic(
                method, path, _dumps(json), content_type="application/json", headers=sent, HTTP_HOST=sent.pop("Host")
            )
        if data is not None:
            return self._multipart(method, path, data, sent)
        return self._client.generic(method, path, headers=sent, HTTP_HOST=sent.pop("Host"))

    def _multipart(self, method: str, path: str, data: Any, sent: dict[str, str]) -> Any:
        from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

        body = encode_multipart(BOUNDARY, data)
        host = sent.pop("Host")
        return self._client.generic(method, path, body, content_type=MULTIPART_CONTENT, headers=sent, HTTP_HOST=host)

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


def _dumps(value: Any) -> bytes:
    import orjson

    return orjson.dumps(value)
