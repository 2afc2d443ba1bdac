"""Who reaches what: every endpoint, method and role, and every way of a token not to be worth anything here."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from core.api.anonymous import Anonymous
from core.api.errors import DomainError
from core.tenancy import mairie_context
from tests.clients import JsonClient
from tests.isolation.conftest import PEOPLE
from tests.isolation.endpoints import VERBS, Endpoint, every_endpoint, mairie_endpoints, platform_endpoints
from tests.isolation.envelope import healthy, refusal
from tests.isolation.samples import address

MAIRIE = mairie_endpoints()
PLATFORM = platform_endpoints()
# Endpoints that take no token into account: whoever asks is told the same.
WITHOUT_TOKEN = {
    "/api/v1/schema/": "the public description of the API",
    "/api/v1/docs/": "the same for readers",
    "/api/v1/auth/register/": "for people without an account",
    "/api/v1/auth/login/": "for people who have no token yet",
    "/api/v1/auth/token/refresh/": "brings its own token, whose access token may have expired",
    "/api/v1/auth/email/verify/send/": "for people who may not be signed in",
    "/api/v1/auth/email/verify/confirm/": "for people who may not be signed in",
    "/api/v1/auth/password/forgot/": "for people who can't sign in",
    "/api/v1/auth/password/reset/": "for people who can't sign in",
    "/api/v1/events/feed.ics": "the public calendar, for any calendar program",
    "/api/v1/events/feed/{token}.ics": "the address is signed; calendar programs send no token",
    "/api/v1/export/download/{name}": "the address is signed; browsers send no token",
}
NONSENSE = [
    "Bearer",
    "Bearer nonsense",
    "Bearer a.b.c",
    "Basic dXNlcjpwYXNz",
    "nonsense",
    "Bearer \u00e9",
    "Bearer x y",
]


def ask(client: JsonClient, method: str, endpoint: Endpoint, **kwargs: Any) -> Any:
    body = {} if method == "GET" else {"json": {}}
    return client.request(method, address(endpoint), **body, **kwargs)


def expected_refusal(rule: Any, user: Any, municipality: Any) -> tuple[int, str] | None:
    """What the declared rule says to this account, None when it lets it pass."""
    try:
        (rule() if isinstance(rule, type) else rule).check(SimpleNamespace(user=user, municipality=municipality))
    except DomainError as error:
        return error.status, error.code
    return None


def check(response: Any, expected: tuple[int, str] | None) -> None:
    if expected:
        assert refusal(response) == expected
        return
    healthy(response)
    assert response.status_code != 401


@pytest.mark.parametrize("via", ["host", "code"])
@pytest.mark.parametrize("who", [None, *PEOPLE])
@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_each_role_is_answered_as_the_endpoint_declares(world, endpoint, who, via):
    user = world.a.people[who] if who else Anonymous()
    for method, rule in endpoint.operations():
        check(ask(world.a.client(who, via), method, endpoint), expected_refusal(rule, user, world.a.tenant))


@pytest.mark.parametrize("endpoint", PLATFORM, ids=str)
def test_the_platforms_endpoints_answer_operators_only(world, endpoint):
    for method, rule in endpoint.operations():
        assert refusal(ask(JsonClient(None, via="code"), method, endpoint))[0] == 401
        for who in PEOPLE:
            assert refusal(ask(JsonClient(None, token=world.a.tokens[who]), method, endpoint))[0] == 403, rule
        healthy(ask(world.operators_client(), method, endpoint))


@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_an_operator_has_no_power_inside_a_mairie(world, endpoint):
    client = JsonClient(world.a.tenant, token=world.operator_token)
    by_code = JsonClient(world.a.tenant, via="code", token=world.operator_token)
    for method in endpoint.methods:
        assert refusal(ask(client, method, endpoint)) == (401, "WRONG_MUNICIPALITY")
        assert refusal(ask(by_code, method, endpoint)) == (401, "WRONG_MUNICIPALITY")


@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_a_token_of_another_mairie_is_refused_however_it_arrives(world, endpoint):
    """The same account ids exist in both mairies, so only the token's own claim can tell them apart."""
    stolen = world.a.tokens["mayor"]
    on_host = JsonClient(world.b.tenant, token=stolen)
    by_header = JsonClient(world.b.tenant, via="code", token=stolen)
    for method in endpoint.methods:
        for response in (ask(on_host, method, endpoint), ask(by_header, method, endpoint)):
            assert refusal(response) == (401, "WRONG_MUNICIPALITY")
        query = f"{address(endpoint)}?municipality_code={world.b.tenant.code}"
        response = JsonClient(None, token=stolen).request(method, query)
        assert refusal(response) == (401, "WRONG_MUNICIPALITY")


@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_a_header_that_names_another_mairie_than_the_host_is_refused(world, endpoint):
    client = world.a.client("mayor")
    for method in endpoint.methods:
        response = ask(client, method, endpoint, headers={"X-Municipality-Code": world.b.tenant.code})
        assert refusal(response) == (401, "WRONG_MUNICIPALITY")


@pytest.mark.parametrize("endpoint", every_endpoint(), ids=str)
def test_what_is_no_token_is_401(world, endpoint):
    for method in endpoint.methods:
        for header in NONSENSE:
            client = JsonClient(None) if endpoint.is_platform else JsonClient(world.a.tenant)
            assert refusal(ask(client, method, endpoint, headers={"Authorization": header}))[0] == 401, header


@pytest.mark.parametrize("endpoint", MAIRIE, ids=str)
def test_views_without_authentication_are_listed_with_a_reason(world, endpoint):
    assert endpoint.authenticates == (endpoint.path not in WITHOUT_TOKEN), "say in WITHOUT_TOKEN why it takes no token"


def authenticated() -> list[Endpoint]:
    return [endpoint for endpoint in MAIRIE if endpoint.authenticates]


@pytest.mark.parametrize("endpoint", authenticated(), ids=str)
def test_an_expired_token_is_401(world, endpoint):
    client = world.a.client("mayor")
    with time_machine.travel(timezone.now().timestamp() + settings.ACCESS_TOKEN_SECONDS + 60):
        for method in endpoint.methods:
            assert refusal(ask(client, method, endpoint))[0] == 401


@pytest.mark.parametrize("endpoint", authenticated(), ids=str)
def test_a_token_is_worth_nothing_after_logout(world, endpoint):
    client = world.a.client("mayor")
    assert client.post("/api/v1/auth/logout/").status_code == 200
    for method in endpoint.methods:
        assert refusal(ask(client, method, endpoint))[0] == 401


@pytest.mark.parametrize("endpoint", authenticated(), ids=str)
def test_a_closed_account_is_401(world, endpoint):
    with mairie_context(world.a.tenant):
        type(world.a.people["mayor"]).objects.filter(id=world.a.people["mayor"].id).update(is_active=False)
    for method in endpoint.methods:
        assert refusal(ask(world.a.client("mayor"), method, endpoint))[0] == 401


@pytest.mark.parametrize("endpoint", every_endpoint(), ids=str)
def test_another_method_is_405_and_names_the_right_ones(world, endpoint):
    client = world.operators_client() if endpoint.is_platform else world.a.client("mayor")
    anonymous = JsonClient(None) if endpoint.is_platform else JsonClient(world.a.tenant)
    for method in {*VERBS, "TRACE", "BREW"} - set(endpoint.methods):
        for asking in (client, anonymous):
            response = ask(asking, method, endpoint)
            assert refusal(response) == (405, "METHOD_NOT_ALLOWED")
            assert set(endpoint.methods) <= set(response.headers["Allow"].split(", "))
    assert client.request("OPTIONS", address(endpoint)).status_code == 204


@pytest.mark.parametrize("endpoint", [one for one in MAIRIE if one.view.scope == "mairie"], ids=str)
def test_without_a_municipality_a_mairies_endpoint_says_which_is_missing(world, endpoint):
    for method in endpoint.methods:
        assert refusal(ask(JsonClient(None), method, endpoint)) == (400, "MUNICIPALITY_REQUIRED")
        unknown = ask(JsonClient(None), method, endpoint, headers={"X-Municipality-Code": "99999"})
        assert refusal(unknown) == (404, "MUNICIPALITY_NOT_FOUND")
