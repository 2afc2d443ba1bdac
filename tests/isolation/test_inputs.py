"""No id, query or body, however odd, is more than a refusal."""

from typing import Any

import pytest

from tests.isolation.endpoints import Endpoint, every_endpoint
from tests.isolation.envelope import healthy, refusal
from tests.isolation.samples import MALFORMED, address

EVERY = every_endpoint()
WRITES = ("POST", "PUT", "PATCH")
QUERIES = [
    "page=0&limit=0",
    "page=x&limit=x",
    "page=99999999999999999999&limit=100",
    "limit=101",
    "offset=-1",
    "search=%00",
    "search=%ff",
    "search=%25%5F%27%22%3B--",
    "search=" + "x" * 3_000,
    "q=%00",
    "q=%26%7C%21%3A%2A",
    "ordering=nothing&type=nothing&status=nothing&category=nothing&priority=nothing",
    "date=2025-02-30&start_date=x&end_date=99999-01-01",
    "format=exe&period=never&view=never&is_read=maybe",
    "municipality_code=%00",
    "municipality_code=%F0%9F%8F%9B",
    "&&==&=&",
]
BODIES: list[tuple[bytes, str]] = [
    (b"", "application/json"),
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"null", "application/json"),
    (b'"text"', "application/json"),
    (b"{}", "text/plain"),
    (b"{}", ""),
    (b"[" * 5_000, "application/json"),
    (b'{"title": "\x00"}', "application/json"),
    (b'{"title": "a\\u0000b", "email": "\\u0000@x.fr"}', "application/json"),
    (b'{"title": "\xff"}', "application/json"),
    (b"title=%00&email=%ff", "application/x-www-form-urlencoded"),
    (b"--x", "multipart/form-data; boundary=x"),
    (b"nothing", "multipart/form-data"),
]


def client_of(world: Any, endpoint: Endpoint) -> Any:
    return world.operators_client() if endpoint.is_platform else world.a.client("mayor")


def send(client: Any, method: str, path: str, body: bytes, content_type: str) -> Any:
    sent = client._headers()
    host = sent.pop("Host")
    return client._client.generic(method, path, body, content_type=content_type, headers=sent, HTTP_HOST=host)


@pytest.mark.parametrize("endpoint", [one for one in EVERY if one.parameters], ids=str)
def test_a_malformed_or_unknown_id_is_404(world, endpoint):
    client = client_of(world, endpoint)
    for name in endpoint.parameters:
        for text in MALFORMED:
            path = address(endpoint, **{name: text})
            for method in endpoint.methods:
                response = client.request(method, path, **({"json": {}} if method in WRITES else {}))
                answered = refusal(response)[0]
                # A body that lacks a field may be refused before the id is looked up.
                assert answered in ({404, 422} if method in WRITES else {404}), (method, path, response.content)


@pytest.mark.parametrize("endpoint", [one for one in EVERY if "GET" in one.methods], ids=str)
def test_an_odd_query_is_answered_or_refused(world, endpoint):
    client = client_of(world, endpoint)
    for query in QUERIES:
        healthy(client.get(f"{address(endpoint)}?{query}"))


@pytest.mark.parametrize("endpoint", [one for one in EVERY if set(one.methods) & set(WRITES)], ids=str)
def test_an_odd_body_is_answered_or_refused(world, endpoint):
    client = client_of(world, endpoint)
    for method in set(endpoint.methods) & set(WRITES):
        for body, content_type in BODIES:
            healthy(send(client, method, address(endpoint), body, content_type))


@pytest.mark.parametrize("endpoint", [one for one in EVERY if set(one.methods) & set(WRITES)], ids=str)
def test_fields_of_the_wrong_type_are_answered_or_refused(world, endpoint, described):
    client = client_of(world, endpoint)
    for method in set(endpoint.methods) & set(WRITES):
        names = described.fields(endpoint, method)
        for value in (None, True, 10**30, -1, 1e308, "", "x" * 10_000, "\ud83c\udfdb", [], [[]], {}, {"a": {"b": []}}):
            body = {name: _encodable(value) for name in names}
            healthy(client.request(method, address(endpoint), json=body))


def _encodable(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16")
    return float(value) if isinstance(value, int) and not isinstance(value, bool) and value > 2**63 else value


@pytest.mark.parametrize("endpoint", EVERY, ids=str)
def test_more_than_an_endpoint_can_use_is_refused_unread(world, endpoint):
    """Forms with files are written to the disk while they are read, before anybody asks what they are for."""
    client = world.operators_client() if endpoint.is_platform else world.a.client("mayor")
    for method in set(endpoint.methods) & set(WRITES):
        headers = {"Content-Length": str(400 * 1024**2), "Content-Type": "multipart/form-data; boundary=x"}
        response = client.request(method, address(endpoint), data={}, headers=headers)
        assert refusal(response) == (413, "PAYLOAD_TOO_LARGE")


def test_only_endpoints_that_take_files_read_more_than_a_form():
    takes = {"/api/v1/auth/profile/", "/api/v1/events/import/", "/api/v1/media/upload/", "/api/v1/website/config/"}
    takes |= {
        "/api/v1/publications/",
        "/api/v1/publications/{publication_id}/",
        "/api/v1/website/sections/{section_id}/",
    }
    conversations = "/api/v1/messages/conversations/"
    takes |= {conversations, conversations + "{conversation_id}/reply/"}
    assert {endpoint.path for endpoint in EVERY if endpoint.view.longest_body} == takes
