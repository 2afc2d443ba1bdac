"""Every refusal is the contract's envelope, whatever raised it and wherever."""

import logging

import pytest

from core.api.errors import ConflictError, DomainError, RateLimitedError, UnavailableError, ValidationFailed
from tests.core.api.envelope import error_of


def test_a_domain_error_keeps_its_class_values_unless_told_otherwise():
    plain, told = ConflictError(), ConflictError("Pris.", code="TAKEN", details={"by": "Jean"}, headers={"X-Why": "so"})
    assert (plain.status, plain.code, plain.details, plain.headers) == (409, "CONFLICT", {}, {})
    assert (told.status, told.code, told.details, told.headers) == (409, "TAKEN", {"by": "Jean"}, {"X-Why": "so"})
    assert str(told) == "TAKEN: Pris."


def test_details_of_one_error_never_reach_the_next():
    DomainError().details["seen"] = True
    assert DomainError().details == {}


def test_validation_failed_takes_the_fields_and_their_messages():
    assert ValidationFailed({"email": ("Adresse invalide.",)}).details == {"email": ["Adresse invalide."]}


def test_too_many_requests_and_unavailability_say_when_to_come_back():
    assert RateLimitedError(retry_after=0).headers == {"Retry-After": "1"}
    assert UnavailableError().headers["Retry-After"]


@pytest.mark.parametrize("where", ["failing", "broken"])
@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("bug", (500, "SERVER_ERROR")),
        ("conflict", (409, "DONE")),
        ("not-found", (404, "NOT_FOUND")),
        ("denied", (403, "PERMISSION_DENIED")),
        ("suspicious", (400, "BAD_REQUEST")),
        ("database-down", (503, "SERVICE_UNAVAILABLE")),
        ("duplicate", (409, "CONFLICT")),
        ("deadlock", (409, "CONCURRENT_UPDATE")),
    ],
)
def test_an_exception_is_answered_the_same_in_an_api_view_and_outside(call, settings, where, debug, kind, expected):
    settings.DEBUG = debug
    assert error_of(call("GET", f"{where}/{kind}/")) == expected


@pytest.mark.parametrize("where", ["failing", "broken"])
def test_a_bug_answers_the_request_id_and_nothing_else_and_is_logged_once(call, caplog, where):
    response = call("GET", f"{where}/bug/")
    assert response.json()["error"]["details"] == {"request_id": response.headers["X-Request-ID"]}
    assert b"secret" not in response.content
    traces = [record for record in caplog.records if record.exc_info]
    assert len(traces) == 1
    assert traces[0].levelno == logging.ERROR


def test_a_domain_error_shows_its_message_and_details(call):
    assert call("GET", "failing/conflict/").json() == {
        "error": {"code": "DONE", "message": "Déjà fait.", "details": {"at": "hier"}}
    }


def test_an_outage_says_when_to_come_back(call):
    assert call("GET", "failing/database-down/").headers["Retry-After"] == "5"


@pytest.mark.parametrize("path", ["/api/v1/nowhere/", "/api/", "/api", "/api/v2/echo/", "/api/v1/ec%FFho/"])
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("debug", [False, True])
def test_an_unknown_route_is_404_in_the_envelope(call, settings, path, method, debug):
    settings.DEBUG = debug
    assert error_of(call(method, path)) == (404, "NOT_FOUND")


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 415, 418, 500, 502, 503])
def test_an_answer_in_another_form_is_put_into_the_envelope(call, status):
    response = call("GET", f"plain/?status={status}")
    answered, _code = error_of(response)
    assert answered == {418: 400, 502: 500}.get(status, status)
    assert response.headers["Allow"] == "GET"


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
@pytest.mark.parametrize("debug", [False, True])
def test_a_missing_final_slash_is_redirected_with_method_and_body(call, settings, method, debug):
    settings.DEBUG = debug
    response = call(method, "/api/v1/echo?limit=2", body=b'{"title": "x"}')
    assert response.status_code == 308
    assert response.headers["Location"] == "/api/v1/echo/?limit=2"


def test_a_forged_token_is_401_with_a_challenge(call):
    response = call("GET", "numbers/", name="forged")
    assert error_of(response) == (401, "UNAUTHENTICATED")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("kind", "status", "title"), [("bug", 500, "Erreur inattendue"), ("denied", 403, "Accès refusé")]
)
def test_outside_the_api_a_short_french_page_answers(call, kind, status, title):
    response = call("GET", f"/site/broken/{kind}/")
    text = response.content.decode()
    assert response.status_code == status
    assert '<html lang="fr">' in text
    assert title in text
    assert "secret" not in text
    assert (response.headers["X-Request-ID"] in text) == (status == 500)


def test_the_page_of_an_unknown_address_loads_nothing_from_elsewhere(call):
    text = call("GET", "/nowhere/").content.decode()
    assert "Page introuvable" in text
    assert "http" not in text
    assert "<script" not in text
