"""Only operators of the platform reach the platform's API: nobody else, whatever their rights in a mairie."""

import pytest

from tests.clients import JsonClient

BASE = "/api/v1/platform"
ENDPOINTS = [
    ("GET", f"{BASE}/communes/?q=gometz"),
    ("GET", f"{BASE}/municipalities/"),
    ("POST", f"{BASE}/municipalities/"),
    ("GET", f"{BASE}/municipalities/91272/"),
    ("PUT", f"{BASE}/municipalities/91272/"),
    ("PATCH", f"{BASE}/municipalities/91272/"),
    ("POST", f"{BASE}/municipalities/91272/suspend/"),
    ("POST", f"{BASE}/municipalities/91272/reactivate/"),
    ("POST", f"{BASE}/municipalities/91272/archive/"),
    ("GET", f"{BASE}/municipalities/91272/domains/"),
    ("POST", f"{BASE}/municipalities/91272/domains/"),
    ("POST", f"{BASE}/municipalities/91272/domains/www.gif.fr/verify/"),
    ("POST", f"{BASE}/municipalities/91272/domains/www.gif.fr/primary/"),
    ("DELETE", f"{BASE}/municipalities/91272/domains/www.gif.fr/"),
]


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_nobody_has_to_sign_in(db, client_for, method, path):
    response = client_for(None).request(method, path, json={})

    assert response.status_code == 401
    assert response.json()["error"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("role", ["citizen", "moderator", "admin", "mayor"])
@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_an_account_of_a_mairie_is_refused_by_code(mairie_a, client_for, method, path, role):
    response = client_for(mairie_a, role, via="code").request(method, path, json={})

    assert response.status_code == 403


@pytest.mark.parametrize(("method", "path"), ENDPOINTS)
def test_the_platforms_api_does_not_exist_at_a_mairies_host(mairie_a, client_for, method, path):
    response = client_for(mairie_a, "mayor").request(method, path, json={})

    assert response.status_code == 404


def test_a_token_of_an_operator_is_refused_inside_a_mairie(mairie_a, client_for):
    token = client_for(None, "operator").token
    inside = JsonClient(mairie_a, via="code", token=token)

    assert inside.get(f"{BASE}/municipalities/").status_code == 401


def test_a_method_without_a_rule_is_refused(db, client_for):
    assert client_for(None, "operator").delete(f"{BASE}/municipalities/91272/").status_code == 405
