"""A person's authenticator, and the steps that make an account need it."""

import base64
from dataclasses import dataclass
from typing import Any

import pyotp
from django.utils import timezone

from tests.clients import JsonClient

ENABLE, CONFIRM, DISABLE = (f"/api/v1/settings/2fa/{step}/" for step in ("enable", "confirm", "disable"))
LOGIN = "/api/v1/auth/login/"


@dataclass
class Authenticator:
    """Codes of a secret; `code(1)` is the one of the next half minute, which is accepted already."""

    secret: str
    backup_codes: list[str]

    def code(self, steps: int = 0) -> str:
        return str(pyotp.TOTP(self.secret).at(timezone.now(), counter_offset=steps))

    def wrong(self) -> str:
        near = {self.code(step) for step in range(-3, 4)}
        return next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555") if code not in near)


def enrol(client: JsonClient) -> Authenticator:
    """Ask for a secret."""
    answer = client.post(ENABLE).json()
    return Authenticator(answer["secret"], answer["backup_codes"])


def activate(client: JsonClient) -> Authenticator:
    """Ask for a secret and confirm it with the code of the half minute that is over, so that the present one works."""
    authenticator = enrol(client)
    response = client.post(CONFIRM, json={"code": authenticator.code(-1)})
    assert response.status_code == 200, response.content
    return authenticator


def png(data_uri: str) -> bytes:
    """The picture of a data URI."""
    head, _, body = data_uri.partition(",")
    assert head == "data:image/png;base64"
    return base64.b64decode(body)


def log_in(client: JsonClient, password: str, **fields: Any) -> Any:
    """A login with the client's own address."""
    return JsonClient(client.mairie, via=client.via).post(
        LOGIN, json={"email": client.user.email, "password": password, **fields}
    )
