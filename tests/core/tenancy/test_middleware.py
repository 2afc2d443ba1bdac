"""A request reaches the one mairie that its host, token, header and query agree on."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from core.tenancy.directory import directory

PROFILE = "/api/v1/auth/profile/"


def get(path: str, host: str, **headers: str) -> Any:
    return Client(raise_request_exception=False).get(
        path, headers={name.replace("_", "-"): v for name, v in headers.items()}, HTTP_HOST=host
    )


def error_of(response: Any) -> tuple[int, str]:
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    return response.status_code, body["error"]["code"]


def set_state(code: str, state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE municipalities_municipality SET state = %s WHERE code = %s", [state, code])
    directory.clear()


@pytest.mark.parametrize("host", ["inconnue.localhost", "example.org", "91272.localhost"])
def test_an_unknown_host_is_404(db, host):
    assert error_of(get("/api/v1/publications/", host)) == (404, "MUNICIPALITY_NOT_FOUND")


def test_an_unreadable_host_is_400(db):
    assert error_of(get("/api/v1/publications/", "a b<c>")) == (400, "BAD_HOST")


def test_no_municipality_on_the_platform_host_is_400(db):
    assert error_of(get("/api/v1/publications/", "localhost")) == (400, "MUNICIPALITY_REQUIRED")


def test_an_unknown_code_is_404(db):
    response = get("/api/v1/publications/", "localhost", X_Municipality_Code="99999")
    assert error_of(response) == (404, "MUNICIPALITY_NOT_FOUND")


@pytest.mark.parametrize("port", ["", ":8000"])
@pytest.mark.parametrize("spelling", [str.lower, str.upper, "{}.".format])
def test_a_mairie_is_found_by_its_host_however_it_is_spelt(mairie_a, client_for, port, spelling):
    client = client_for(mairie_a, "mayor")
    response = client.get(PROFILE, headers={"Host": spelling(mairie_a.host) + port})
    assert response.json()["municipality"]["code"] == "91272"


def test_a_token_alone_names_the_mairie_on_the_platform_host(mairie_a, client_for):
    token = client_for(mairie_a, "mayor").token
    response = get(PROFILE, "localhost", Authorization=f"Bearer {token}")
    assert response.json()["municipality"]["code"] == "91272"


@pytest.mark.parametrize("host", ["localhost", "www.localhost", "api.localhost", "localhost:8000"])
def test_header_and_query_name_the_mairie_on_every_platform_host(mairie_a, host):
    assert error_of(get(PROFILE, host, X_Municipality_Code="91272")) == (401, "UNAUTHENTICATED")
    assert error_of(get(f"{PROFILE}?municipality_code=91272", host)) == (401, "UNAUTHENTICATED")


def test_a_token_of_one_mairie_is_refused_on_the_host_of_another(mairie_a, mairie_b, client_for):
    token = client_for(mairie_a, "mayor").token
    assert error_of(get(PROFILE, mairie_b.host, Authorization=f"Bearer {token}")) == (401, "WRONG_MUNICIPALITY")


@pytest.mark.parametrize("source", ["header", "query"])
def test_sources_that_disagree_are_refused(mairie_a, mairie_b, client_for, source):
    token = client_for(mairie_b, "mayor").token
    headers = {"Authorization": f"Bearer {token}"}
    path = PROFILE
    if source == "header":
        headers["X_Municipality_Code"] = "91272"
    else:
        path += "?municipality_code=91272"
    assert error_of(get(path, "localhost", **headers)) == (401, "WRONG_MUNICIPALITY")
    assert error_of(get(path, mairie_b.host, **headers)) == (401, "WRONG_MUNICIPALITY")


def test_an_unreadable_token_is_401_even_without_a_municipality(db):
    assert error_of(get(PROFILE, "localhost", Authorization="Bearer nonsense"))[0] == 401


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ("suspended", (403, "MUNICIPALITY_SUSPENDED")),
        ("provisioning", (503, "MUNICIPALITY_PROVISIONING")),
        ("archived", (404, "MUNICIPALITY_NOT_FOUND")),
    ],
)
def test_a_mairie_that_is_not_open_says_so_on_both_routes(mairie_a, state, expected):
    set_state("91272", state)
    by_host = get("/api/v1/publications/", mairie_a.host)
    by_code = get("/api/v1/publications/", "localhost", X_Municipality_Code="91272")
    assert error_of(by_host) == error_of(by_code) == expected
    assert (by_host.headers.get("Retry-After") is not None) == (state == "provisioning")


def test_the_site_of_a_suspended_mairie_is_a_plain_503_page(mairie_a):
    set_state("91272", "suspended")
    response = get("/", mairie_a.host)
    assert response.status_code == 503
    assert response.headers["Content-Type"].startswith("text/html")


def test_the_connection_is_back_in_public_after_every_request(mairie_a, client_for):
    client_for(mairie_a, "mayor").get(PROFILE)
    assert connection.schema_name == "public"


def test_a_warm_look_up_costs_no_query(mairie_a, django_assert_num_queries):
    get("/nowhere", mairie_a.host)
    with django_assert_num_queries(0):
        get("/nowhere", mairie_a.host)
