"""Bodies are read strictly, and a form says the same as the JSON it stands for."""

from typing import Any

import orjson
import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.core.api.envelope import error_of

FORM = "application/x-www-form-urlencoded"


def send(call: Any, value: Any, method: str = "POST") -> Any:
    return call(method, "echo/", body=value if isinstance(value, bytes) else orjson.dumps(value))


def details_of(response: Any) -> dict[str, list[str]]:
    assert error_of(response) == (422, "VALIDATION_ERROR")
    details: dict[str, list[str]] = response.json()["error"]["details"]
    assert all(isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in details.values())
    return details


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": NaN}',
        b'{"title": "\xff"}',
        b'{"title": "\\ud800"}',
        b"\xef\xbb\xbfx",
        b"title=x",
        b'{"a": 1} x',
    ],
)
def test_what_is_not_json_is_unreadable(call, body):
    assert error_of(send(call, body)) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("depth", [65, 1_000, 100_000])
def test_json_that_is_too_deep_is_unreadable(call, depth):
    assert error_of(send(call, b'{"theme":' + b"[" * depth + b"]" * depth + b"}")) == (400, "BAD_REQUEST")


@pytest.mark.parametrize("value", [[], "text", 1, None, True])
def test_json_that_is_no_object_is_invalid(call, value):
    assert list(details_of(send(call, value))) == ["non_field_errors"]


def test_an_empty_body_is_an_empty_object(call):
    assert list(details_of(call("POST", "echo/"))) == ["title"]
    assert list(details_of(send(call, b"  \n"))) == ["title"]


def test_a_body_of_unknown_length_is_411_rather_than_taken_for_empty(call):
    response = call("POST", "echo/", Transfer_Encoding="chunked")
    assert error_of(response) == (411, "LENGTH_REQUIRED")


def test_another_media_type_is_415(call):
    for kind in ("text/plain", "application/xml", "nonsense", "application/json5", "x" * 300):
        assert error_of(call("POST", "echo/", body=b"{}", type=kind)) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("kind", ["application/json", FORM])
def test_a_body_over_the_limit_is_413(call, settings, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000
    assert error_of(call("POST", "echo/", body=b'{"title": "' + b"x" * 1_000 + b'"}', type=kind)) == (
        413,
        "PAYLOAD_TOO_LARGE",
    )


def test_a_form_with_too_many_fields_is_413(call, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    body = encode_multipart(BOUNDARY, {f"field{number}": "x" for number in range(11)})
    assert error_of(call("POST", "echo/", body=b"&".join([b"a=1"] * 11), type=FORM)) == (413, "PAYLOAD_TOO_LARGE")
    assert error_of(call("POST", "echo/", body=body, type=MULTIPART_CONTENT)) == (413, "PAYLOAD_TOO_LARGE")


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", "multipart/form-data; boundary=é", "multipart/form-data; boundary=x"]
)
def test_a_broken_multipart_form_is_unreadable(call, kind):
    assert error_of(call("POST", "echo/", body=b"--nothing\r\n", type=kind)) == (400, "BAD_REQUEST")


def test_a_multipart_form_that_was_cut_is_unreadable_wherever_the_cut_is(call):
    # Given a form that is complete but for its end
    whole = encode_multipart(BOUNDARY, {"title": "Fermeture", "note": "du pont jusqu'à lundi"})
    assert call("POST", "echo/", body=whole, type=MULTIPART_CONTENT).status_code == 200
    # When it is cut inside a text, after one, or inside its closing delimiter
    for length in (len(whole) // 2, whole.index(b"du pont") + 4, len(whole) - 4, 3):
        # Then nothing of it is taken for what was asked
        response = call("POST", "echo/", body=whole[:length], type=MULTIPART_CONTENT)
        assert error_of(response) == (400, "BAD_REQUEST"), length


def test_a_multipart_form_may_be_followed_by_an_epilogue(call):
    body = encode_multipart(BOUNDARY, {"title": "x"}) + b"\r\nfin\r\n"
    assert call("POST", "echo/", body=body, type=MULTIPART_CONTENT).status_code == 200


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ({"title": "a\x00b"}, "title"),
        ({"place": {"name": "\x00"}}, "place.name"),
        ({"tags": ["ok", "\x00"]}, "tags.1"),
        ({"ti\x00tle": "x"}, "title"),
    ],
)
def test_a_nul_is_refused_where_it_stands(call, value, field):
    assert list(details_of(send(call, value))) == [field]


def test_a_nul_in_a_form_is_refused(call):
    multipart = encode_multipart(BOUNDARY, {"title": "a\x00b"})
    assert list(details_of(call("POST", "echo/", body=multipart, type=MULTIPART_CONTENT))) == ["title"]
    assert list(details_of(call("POST", "echo/", body=b"title=a%00b", type=FORM))) == ["title"]


def test_text_of_a_form_that_is_not_utf8_is_unreadable(call):
    multipart = encode_multipart(BOUNDARY, {"title": "é"}).replace("é".encode(), b"\xe9")
    assert error_of(call("POST", "echo/", body=multipart, type=MULTIPART_CONTENT)) == (400, "BAD_REQUEST")
    assert error_of(call("POST", "echo/", body=b"title=%e9", type=FORM)) == (400, "BAD_REQUEST")


def test_nested_errors_are_named_by_their_path(call):
    value = {"title": "", "place": {"address": "x"}, "reminders": [1, -1, "x"], "parent_id": "pub_001"}
    details = details_of(send(call, value))
    assert set(details) == {"title", "place.name", "reminders.1", "reminders.2", "parent_id"}
    assert details["place.name"] == ["Ce champ est obligatoire."]


def test_a_json_body_gives_its_values(call):
    value = {
        "title": " Fête ",
        "count": 3,
        "open": False,
        "when": "2025-12-05T11:00:00+01:00",
        "tags": ["Parc", "parc ", "loisirs"],
        "place": {"name": "Parc"},
        "theme": {"colour": "#123456"},
        "parent_id": "com_012",
        "unknown": "ignored",
    }
    assert send(call, value).json() == {
        "title": "Fête",
        "count": 3,
        "open": False,
        "when": "2025-12-05T10:00:00Z",
        "tags": ["Parc", "loisirs"],
        "place": {"name": "Parc"},
        "theme": {"colour": "#123456"},
        "parent_id": 12,
    }


def test_a_form_says_the_same_as_the_json_it_stands_for(call):
    form = {
        "title": "Été",
        "count": "null",
        "when": "",
        "note": "",
        "tags": '["parc", "loisirs"]',
        "reminders": ["30", "60"],
        "place": '{"name": "Parc"}',
        "theme": "null",
        "parent_id": "com_001",
    }
    expected = {
        "title": "Été",
        "count": None,
        "open": True,
        "when": None,
        "note": "",
        "tags": ["parc", "loisirs"],
        "reminders": [30, 60],
        "place": {"name": "Parc"},
        "theme": None,
        "parent_id": 1,
    }
    body = encode_multipart(BOUNDARY, form)
    assert call("POST", "echo/", body=body, type=MULTIPART_CONTENT).json() == expected


def test_null_is_a_text_where_null_is_not_allowed(call):
    body = encode_multipart(BOUNDARY, {"title": "null"})
    assert call("POST", "echo/", body=body, type=MULTIPART_CONTENT).json()["title"] == "null"


def test_structured_text_that_is_not_json_is_invalid(call):
    body = encode_multipart(BOUNDARY, {"title": "x", "theme": "{", "place": "{", "tags": "[oops"})
    assert set(details_of(call("POST", "echo/", body=body, type=MULTIPART_CONTENT))) == {"theme", "place"}


def test_files_come_as_files(call):
    from django.core.files.uploadedfile import SimpleUploadedFile

    files = [SimpleUploadedFile("un.txt", b"1"), SimpleUploadedFile("deux é.txt", b"2")]
    body = encode_multipart(BOUNDARY, {"title": "x", "files": files})
    assert call("POST", "echo/", body=body, type=MULTIPART_CONTENT).json()["files"] == ["un.txt", "deux é.txt"]


def test_put_takes_any_subset(call):
    assert send(call, {"count": None}, "PUT").json() == {"count": None}
    assert send(call, {}, "PUT").json() == {}
    body = encode_multipart(BOUNDARY, {"note": "vu"})
    assert call("PUT", "echo/", body=body, type=MULTIPART_CONTENT).json() == {"note": "vu"}
