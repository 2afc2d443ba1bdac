"""What is in one mairie is never seen or changed from another, although every row has the same primary key in both."""

from typing import Any

import pytest
from django.db import connection

from tests.isolation.endpoints import Endpoint, mairie_endpoints
from tests.isolation.envelope import healthy
from tests.isolation.rows import fingerprint, in_order
from tests.isolation.samples import QUERIES, address

MAIRIE = mairie_endpoints()
READS = [endpoint for endpoint in MAIRIE if "GET" in endpoint.methods]
WRITES = [endpoint for endpoint in MAIRIE if set(endpoint.methods) - {"GET"}]
ASKING = [None, "citizen", "mayor"]
# Reads whose answer to the mayor holds no text of the mairie's rows, with the reason.
WITHOUT_CONTENT = {
    "/api/v1/dashboard/stats/": "numbers only",
    "/api/v1/schema/": "describes the API",
    "/api/v1/docs/": "describes the API",
    "/api/v1/events/feed/{token}.ics": "answers to a signed address only",
    "/api/v1/notifications/alerts/recipients/": "answers with numbers",
    "/api/v1/export/publications/": "answers with the address of a file",
    "/api/v1/export/stats/": "answers with the address of a file",
    "/api/v1/export/events/": "answers with the address of a file",
    "/api/v1/export/conversations/": "answers with the address of a file",
    "/api/v1/export/accounts/": "answers with the address of a file",
    "/api/v1/export/personal-data/": "answers with the address of a file",
    "/api/v1/export/download/{name}": "answers to a signed address only",
}


def read(client: Any, endpoint: Endpoint, query: str = "") -> str:
    response = client.get(address(endpoint) + (query or QUERIES.get(endpoint.path, "")))
    healthy(response)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode("utf-8", "replace"))


def test_both_mairies_hold_a_row_of_every_table_under_the_same_key(world):
    """Given different content everywhere; else the other tests would prove nothing."""
    a, b = fingerprint(world.a.tenant), fingerprint(world.b.tenant)
    assert set(a) == {model._meta.label for model in in_order()}
    assert all(a.values())
    assert {label for label in a if a[label] == b[label]} <= SAME_IN_BOTH


# Tables whose rows hold keys and dates only.
SAME_IN_BOTH = {"dashboard.Day", "publications.Image", "publications.Like", "events.Attendee", "events.Feed"}


@pytest.mark.parametrize("via", ["host", "code"])
@pytest.mark.parametrize("endpoint", READS, ids=str)
def test_an_answer_never_holds_what_belongs_to_the_other_mairie(world, endpoint, via):
    for who in ASKING:
        from_a, from_b = (read(mairie.client(who, via), endpoint) for mairie in (world.a, world.b))
        assert not [mark for mark in world.b.marks if mark in from_a]
        assert not [mark for mark in world.a.marks if mark in from_b]


@pytest.mark.parametrize("endpoint", READS, ids=str)
def test_a_read_shows_its_own_mairies_content(world, endpoint):
    """Otherwise its isolation is not tested: give it a row it shows (rows.py) or list it with a reason."""
    for mairie in (world.a, world.b):
        seen = any(mark in read(mairie.client("mayor"), endpoint) for mark in mairie.marks)
        assert seen != (endpoint.path in WITHOUT_CONTENT)


@pytest.mark.parametrize("endpoint", READS, ids=str)
def test_searching_one_mairie_finds_nothing_of_the_other(world, endpoint):
    for name in ("search", "q"):
        response = world.b.client("mayor").get(f"{address(endpoint)}?{name}={world.a.mark}")
        healthy(response)
        if response.status_code == 200 and response.headers["Content-Type"] == "application/json":
            found = {key: value for key, value in response.json().items() if key not in {"query", "next", "previous"}}
            assert world.a.mark not in str(found)


@pytest.mark.parametrize("endpoint", WRITES, ids=str)
def test_a_write_changes_nothing_in_the_other_mairie(world, endpoint, described):
    before, jobs = fingerprint(world.a.tenant), _jobs(world)
    for method in endpoint.methods:
        for body in described.bodies(endpoint, method):
            for via in ("host", "code"):
                response = world.b.client("mayor", via).request(method, address(endpoint), json=body)
                healthy(response)
                assert not [mark for mark in world.a.marks if mark.encode() in response.content]
    assert fingerprint(world.a.tenant) == before
    assert _jobs(world) == jobs


def _jobs(world: Any) -> int:
    """Work that waits for mairie A, in the platform's table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.jobs_job WHERE municipality_id = %s", [world.a.tenant.id])
        return int(cursor.fetchone()[0])
