"""Two mairies with the same primary keys and different content, made once per module and never changed by a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction

from core.tenancy import Tenant, mairie_context, public_context
from core.tenancy.directory import directory
from tenant_apps.notifications.services.notify import notify
from tests.clients import JsonClient
from tests.factories import make_user, open_session
from tests.isolation.described import Described
from tests.isolation.rows import fill

MARKS = {"a": "Quercitron", "b": "Zinzolin"}
CODES = {"a": "91272", "b": "17300"}
# Who asks: role and what else is true of the account. The same ids in both mairies.
PEOPLE: dict[str, dict[str, Any]] = {
    "citizen": {"role": "citizen"},
    "citizen, unverified": {"role": "citizen", "is_verified": False},
    "moderator": {"role": "moderator"},
    "moderator, pending": {"role": "moderator", "role_status": "pending"},
    "admin": {"role": "admin"},
    "mayor": {"role": "mayor"},
    "mayor, unverified": {"role": "mayor", "is_verified": False},
}
FIRST_ID = 801


@dataclass
class Mairie:
    """A filled mairie and its people; `marks` are texts that no other mairie's answers may hold."""

    tenant: Tenant
    mark: str
    people: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def marks(self) -> tuple[str, ...]:
        return (self.mark, self.mark.lower(), self.tenant.name, self.tenant.host)

    def client(self, who: str | None, via: str = "host") -> JsonClient:
        token = self.tokens[who] if who else None
        return JsonClient(self.tenant, via=via, token=token, user=self.people.get(who or ""))


@dataclass
class World:
    a: Mairie
    b: Mairie
    operator_token: str
    operator: Any

    def operators_client(self) -> JsonClient:
        return JsonClient(None, via="code", token=self.operator_token, user=self.operator)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        with _rolled_back():
            directory.clear()
            a, b = (_populated(letter) for letter in "ab")
            with public_context():
                operator = make_user(role="operator")
                token = open_session(operator)
            yield World(a, b, token, operator)


def _populated(letter: str) -> Mairie:
    tenant = directory.by_code(CODES[letter])
    assert tenant is not None
    mairie = Mairie(tenant, MARKS[letter])
    fill(tenant, mairie.mark)
    with mairie_context(tenant):
        for number, (who, fields) in enumerate(PEOPLE.items(), FIRST_ID):
            email = f"{mairie.mark.lower()}.{number}@exemple.fr"
            mairie.people[who] = make_user(id=number, email=email, last_name=mairie.mark, **fields)
            mairie.tokens[who] = open_session(mairie.people[who])
            notify(user_ids=[number], type="new_message", title=mairie.mark, message="", data={}, key="isolation")
    return mairie


@pytest.fixture(autouse=True)
def _untouched(request: pytest.FixtureRequest, settings: Any) -> Iterator[None]:
    """Undo what a test did, and count no request against a rate."""
    settings.API_RATES = {}
    request.getfixturevalue("world")
    with _rolled_back():
        yield


@contextmanager
def _rolled_back() -> Iterator[None]:
    """A transaction (or savepoint) whose changes are dropped at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def described() -> Described:
    return Described()
