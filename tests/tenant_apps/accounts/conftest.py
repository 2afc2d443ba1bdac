"""What the tests of the accounts share."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from shared_apps.jobs.services.execution import run_due
from tenant_apps.accounts.hashers import PasswordHasher
from tests import factories

CODE = re.compile(r"^[0-9]{6}$", re.MULTILINE)
TOKEN = re.compile(r"token=([A-Za-z0-9_:.%-]+)")


@pytest.fixture
def deliver() -> Callable[[], list[EmailMessage]]:
    """Do all due work; gives the mails that this sent."""

    def run() -> list[EmailMessage]:
        before = len(mail.outbox)
        run_due()
        return mail.outbox[before:]

    return run


@pytest.fixture
def code_in() -> Callable[[EmailMessage], str]:
    """The six digits of a mail."""

    def find(message: EmailMessage) -> str:
        found = CODE.search(str(message.body))
        assert found, message.body
        return found[0]

    return find


@pytest.fixture
def token_in() -> Callable[[EmailMessage], str]:
    """The token of the link in a mail."""

    def find(message: EmailMessage) -> str:
        from urllib.parse import unquote

        found = TOKEN.search(str(message.body))
        assert found, message.body
        return unquote(found[1])

    return find


@pytest.fixture
def refused() -> Callable[..., None]:
    """Compare an answer with the envelope of a refusal; `details` is compared when given."""

    def check(response: Any, status: int, code: str, details: Any = None) -> None:
        body = response.json()
        assert (response.status_code, body["error"]["code"]) == (status, code), body
        assert set(body) == {"error"}
        assert set(body["error"]) == {"code", "message", "details"}
        if details is not None:
            assert body["error"]["details"] == details

    return check


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for each password hash that is computed."""
    done: list[str] = []
    for name in ("encode", "verify"):
        original = getattr(PasswordHasher, name)

        def counted(self: Any, *args: Any, original: Any = original, name: str = name, **kwargs: Any) -> Any:
            done.append(name)
            return original(self, *args, **kwargs)

        monkeypatch.setattr(PasswordHasher, name, counted)
    return done


@pytest.fixture(scope="session", autouse=True)
def _cheap_hashes() -> Iterator[None]:
    """Argon2 with the smallest costs: these tests hash hundreds of times."""
    with pytest.MonkeyPatch.context() as patch:
        for cost, value in {"time_cost": 1, "memory_cost": 64, "parallelism": 1}.items():
            patch.setattr(PasswordHasher, cost, value)
        factories._hashes.clear()
        yield
    factories._hashes.clear()
