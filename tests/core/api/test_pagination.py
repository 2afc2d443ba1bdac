"""Lists come in pages whose links keep every filter."""

import pytest

from tests.core.api.envelope import error_of


def test_the_first_page_has_twenty_rows_and_a_next_link(call):
    body = call("GET", "numbers/?type=post&search=é").json()
    assert list(body) == ["count", "next", "previous", "results"]
    assert (body["count"], len(body["results"]), body["previous"]) == (45, 20, None)
    assert body["next"] == "/api/v1/numbers/?page=2&limit=20&type=post&search=%C3%A9"


def test_the_last_page_has_a_previous_link_only(call):
    body = call("GET", "numbers/?limit=20&page=3").json()
    assert (body["next"], body["previous"]) == (None, "/api/v1/numbers/?page=2&limit=20")
    assert body["results"] == [40, 41, 42, 43, 44]


@pytest.mark.parametrize("page", ["4", "1000000", "9" * 19, "9" * 400])
def test_a_page_past_the_end_is_404(call, page):
    assert error_of(call("GET", f"numbers/?page={page}")) == (404, "NOT_FOUND")


@pytest.mark.parametrize(
    ("name", "value"), [(n, v) for n in ("page", "limit") for v in ("0", "-1", "1.5", "x", "٣", "1e3")]
)
def test_a_wrong_number_is_422(call, name, value):
    response = call("GET", f"numbers/?{name}={value}")
    assert error_of(response) == (422, "VALIDATION_ERROR")
    assert list(response.json()["error"]["details"]) == [name]


@pytest.mark.parametrize(("limit", "status"), [("1", 200), ("100", 200), ("101", 422)])
def test_a_page_has_at_most_a_hundred_rows(call, limit, status):
    assert call("GET", f"numbers/?limit={limit}").status_code == status


def test_empty_parameters_are_as_good_as_none(call):
    assert len(call("GET", "numbers/?page=&limit=").json()["results"]) == 20
