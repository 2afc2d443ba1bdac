"""What the base view adds to every endpoint."""

import pytest

from core.api.views import APIView
from tests.core.api.envelope import error_of


def test_a_method_without_declared_permission_is_denied_to_everybody(call):
    assert error_of(call("GET", "undeclared/")) == (403, "PERMISSION_DENIED")
    assert error_of(call("GET", "undeclared/", name="mayor")) == (403, "PERMISSION_DENIED")


@pytest.mark.parametrize("method", ["GET", "DELETE", "TRACE", "BREW"])
def test_an_unsupported_method_is_405_for_everybody_and_names_the_others(call, method):
    response = call(method, "echo/")
    assert error_of(response) == (405, "METHOD_NOT_ALLOWED")
    assert response.headers["Allow"] == "OPTIONS, PATCH, POST, PUT"


def test_options_names_the_methods_to_anybody(call):
    response = call("OPTIONS", "guarded/", name="forged")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"


def test_head_is_get_without_a_body(call):
    head, get = call("HEAD", "numbers/"), call("GET", "numbers/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == get.headers["Content-Length"]
    assert error_of_head(call("HEAD", "guarded/")) == 401


def error_of_head(response):
    return response.status_code


def test_patch_is_put_with_the_same_permission(call):
    assert call("PATCH", "echo/", body=b'{"note": "x"}').json() == {"note": "x"}
    assert error_of(call("PATCH", "guarded/", name="moderator")) == (403, "PERMISSION_DENIED")
    assert call("PATCH", "guarded/", name="mayor").status_code == 200


def test_a_view_that_defines_patch_keeps_its_own():
    class Both(APIView):
        def put(self, request): ...

        def patch(self, request): ...

    assert Both.patch is not Both.put


@pytest.mark.parametrize("accept", ["text/html", "*/*;q=x", "image/png, ;;", "application/xml", "a" * 5000, ""])
def test_json_answers_whatever_accept_says(call, accept):
    assert call("GET", "numbers/", Accept=accept).headers["Content-Type"] == "application/json"


def test_format_is_a_parameter_like_any_other(call):
    assert call("GET", "numbers/?format=csv").status_code == 200


def test_answers_are_not_stored_by_default(call):
    assert call("GET", "numbers/").headers["Cache-Control"] == "no-store"
    assert call("GET", "nowhere/").headers["Cache-Control"] == "no-store"


def test_a_nul_in_the_query_is_a_wrong_value(call):
    response = call("GET", "numbers/?search=a%00b")
    assert error_of(response) == (422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == ["search"]


def test_a_nul_in_the_path_names_nothing(call):
    assert error_of(call("GET", "failing/a%00b/")) == (404, "NOT_FOUND")


def test_a_query_that_is_not_utf8_is_unreadable(call):
    assert error_of(call("GET", "numbers/?search=%ff")) == (400, "BAD_REQUEST")
