"""Stored files over HTTP: on both hosts, in parts, from caches, never across mairies."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile

from core.tenancy import Tenant, mairie_context
from core.tenancy.context import routed_by_code
from core.tenancy.storage import media_url, sign_url, storage_settings
from tests.storages import BOTH

NAME = "publications/parc-0123456789abcdef.jpg"
PRIVATE = "private/exports/publications.csv"
CONTENT = b"0123456789"

on_both_storages = pytest.mark.parametrize("store", BOTH, indirect=True)


def put(store: Any, mairie: Tenant, name: str = NAME, content: bytes = CONTENT) -> None:
    with mairie_context(mairie):
        store.save(name, ContentFile(content))


def body(response: Any) -> bytes:
    return response.getvalue() if response.streaming else response.content


@pytest.fixture
def get(client_for: Any, mairie_a: Tenant) -> Any:
    """GET an address on the host of mairie A."""
    client = client_for(mairie_a)
    return lambda url=f"/media/{NAME}", method="GET", **headers: client.request(
        method, url, headers={key.replace("_", "-"): value for key, value in headers.items()}
    )


@on_both_storages
def test_a_public_file_is_served_to_be_kept_for_ever(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    response = get()
    assert (response.status_code, body(response)) == (200, CONTENT)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Length"] == "10"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'inline; filename="parc.jpg"'
    assert response["Accept-Ranges"] == "bytes"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]


@on_both_storages
def test_a_head_request_gets_the_headers_alone(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    response = get(method="HEAD")
    assert (response.status_code, body(response), response["Content-Length"]) == (200, b"", "10")


@pytest.mark.parametrize(
    ("name", "mime_type", "disposition"),
    [
        ("documents/bulletin-0123456789abcdef.pdf", "application/pdf", 'attachment; filename="bulletin.pdf"'),
        ("documents/budget.csv", "text/csv", 'attachment; filename="budget.csv"'),
        ("documents/page.html", "application/octet-stream", 'attachment; filename="page.html"'),
        ("documents/logo.svg", "application/octet-stream", 'attachment; filename="logo.svg"'),
        ("videos/film.mp4", "video/mp4", 'inline; filename="film.mp4"'),
    ],
)
def test_documents_are_saved_and_what_could_run_is_never_shown(
    store: Any, get: Any, mairie_a: Tenant, name: str, mime_type: str, disposition: str
) -> None:
    put(store, mairie_a, name)
    response = get(f"/media/{name}")
    assert (response["Content-Type"], response["Content-Disposition"]) == (mime_type, disposition)


@on_both_storages
def test_a_known_version_is_not_sent_again(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    etag = get()["ETag"]
    response = get(If_None_Match=etag)
    assert (response.status_code, body(response), response["ETag"]) == (304, b"", etag)
    assert "immutable" in response["Cache-Control"]
    assert get(If_None_Match='"other"').status_code == 200
    assert get(If_None_Match=etag, Range="bytes=0-1").status_code == 304
    assert get("/media/publications/gone.jpg", If_None_Match="*").status_code == 404


@on_both_storages
@pytest.mark.parametrize(
    ("asked", "content", "content_range"),
    [
        ("bytes=0-3", b"0123", "bytes 0-3/10"),
        ("bytes=4-", b"456789", "bytes 4-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=0-", CONTENT, "bytes 0-9/10"),
        ("bytes=-99", CONTENT, "bytes 0-9/10"),
    ],
)
def test_a_part_is_served(
    store: Any, get: Any, mairie_a: Tenant, asked: str, content: bytes, content_range: str
) -> None:
    put(store, mairie_a)
    response = get(Range=asked)
    assert (response.status_code, body(response)) == (206, content)
    assert (response["Content-Range"], response["Content-Length"]) == (content_range, str(len(content)))


@pytest.mark.parametrize("asked", ["bytes=10-", "bytes=99-100", "bytes=-0"])
def test_a_part_behind_the_end_is_refused(store: Any, get: Any, mairie_a: Tenant, asked: str) -> None:
    put(store, mairie_a)
    response = get(Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=5-2", "bytes=-", "lines=0-3", "bytes=a-b", "bytes=²-3"])
def test_an_unusable_range_means_the_whole_file(store: Any, get: Any, mairie_a: Tenant, asked: str) -> None:
    put(store, mairie_a)
    response = get(Range=asked)
    assert (response.status_code, body(response)) == (200, CONTENT)


def test_a_part_of_another_version_is_the_whole_file(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    assert get(Range="bytes=0-1", If_Range=get()["ETag"]).status_code == 206
    assert get(Range="bytes=0-1", If_Range='"other"').status_code == 200
    assert get(Range="bytes=0-1", method="HEAD").status_code == 200


@on_both_storages
def test_an_empty_file_is_served(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a, "documents/vide.csv", b"")
    response = get("/media/documents/vide.csv")
    assert (response.status_code, body(response)) == (200, b"")
    assert get("/media/documents/vide.csv", Range="bytes=0-").status_code == 416


@pytest.mark.parametrize(
    "path",
    [
        "publications/gone.jpg",
        "publications",
        "publications/",
        "../17300/" + NAME,
        "publications/../../17300/" + NAME,
        "%2e%2e/17300/" + NAME,
        "17300/" + NAME,
        "platform/avatars/a.webp",
        "a%00b",
        "a" * 300,
        NAME + "/more",
    ],
)
def test_anything_else_is_not_found(store: Any, get: Any, mairie_a: Tenant, mairie_b: Tenant, path: str) -> None:
    put(store, mairie_a)
    put(store, mairie_b, content=b"of B")
    assert get(f"/media/{path}").status_code == 404


@on_both_storages
def test_the_same_name_is_another_file_in_another_mairie(
    store: Any, client_for: Any, mairie_a: Tenant, mairie_b: Tenant
) -> None:
    put(store, mairie_a, content=b"of A")
    put(store, mairie_b, content=b"of B")
    put(store, mairie_a, "publications/only-a.jpg")
    for mairie, content in ((mairie_a, b"of A"), (mairie_b, b"of B")):
        for via in ("host", "code"):
            assert body(client_for(mairie, via=via).get(f"/media/{NAME}")) == content
    for via in ("host", "code"):
        assert client_for(mairie_b, via=via).get("/media/publications/only-a.jpg").status_code == 404


def test_etags_of_two_mairies_differ(store: Any, client_for: Any, mairie_a: Tenant, mairie_b: Tenant) -> None:
    put(store, mairie_a, content=b"of A")
    put(store, mairie_b, content=b"of B")
    etag = client_for(mairie_a).get(f"/media/{NAME}")["ETag"]
    assert client_for(mairie_b).get(f"/media/{NAME}", headers={"If-None-Match": etag}).status_code == 200


def test_an_address_made_on_the_platform_host_works_there(store: Any, client_for: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    with mairie_context(mairie_a), routed_by_code():
        url = media_url(NAME)
    response = client_for(None).get(url)
    assert body(response) == CONTENT
    assert "public" in response["Cache-Control"]


def test_no_shared_cache_keeps_an_address_that_does_not_name_the_mairie(
    store: Any, client_for: Any, mairie_a: Tenant
) -> None:
    put(store, mairie_a)
    response = client_for(mairie_a, via="code").get(f"/media/{NAME}")
    assert "private" in response["Cache-Control"]
    assert response["Vary"] == "Authorization, X-Municipality-Code"


@on_both_storages
def test_the_platform_host_alone_serves_the_platforms_own_files(store: Any, client_for: Any, mairie_a: Tenant) -> None:
    store.save("platform/avatars/a.webp", ContentFile(CONTENT))
    assert body(client_for(None).get("/media/platform/avatars/a.webp")) == CONTENT
    assert client_for(None).get(f"/media/{NAME}").status_code == 404
    assert client_for(mairie_a, via="code").get("/media/platform/avatars/a.webp").status_code == 404


@on_both_storages
def test_a_private_file_needs_its_signature(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a, PRIVATE)
    with mairie_context(mairie_a):
        url, expired = sign_url(PRIVATE, filename="Publications 2026.csv"), sign_url(PRIVATE, -1)
    response = get(url)
    assert body(response) == CONTENT
    assert response["Content-Disposition"] == 'attachment; filename="Publications 2026.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    for wrong in (f"/media/{PRIVATE}", expired, url.replace("signature=", "signature=0"), url.replace("2026", "2025")):
        assert get(wrong).status_code == 404


@on_both_storages
def test_a_signature_is_worth_nothing_in_another_mairie(
    store: Any, client_for: Any, mairie_a: Tenant, mairie_b: Tenant
) -> None:
    put(store, mairie_a, PRIVATE)
    put(store, mairie_b, PRIVATE, b"secret of B")
    with mairie_context(mairie_a):
        url = sign_url(PRIVATE)
    for via in ("host", "code"):
        assert client_for(mairie_b, via=via).get(url).status_code == 404
    with mairie_context(mairie_a), routed_by_code():
        named = sign_url(PRIVATE)
    assert client_for(None).get(named).status_code == 200
    other = f"{urlsplit(named).path}?{urlsplit(named).query.replace(mairie_a.code, mairie_b.code)}"
    assert client_for(None).get(other).status_code == 404


def test_files_are_only_read(store: Any, get: Any, mairie_a: Tenant) -> None:
    put(store, mairie_a)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert get(method=method).status_code == 405
    assert body(get()) == CONTENT


def test_serving_asks_the_database_nothing(
    store: Any, get: Any, mairie_a: Tenant, django_assert_num_queries: Any
) -> None:
    put(store, mairie_a)
    get()
    with django_assert_num_queries(0):
        body(get())


def test_a_store_that_does_not_answer_is_told_as_503(store: Any, get: Any, settings: Any) -> None:
    options = storage_settings("s3://key:secret@127.0.0.1:9/files?secure=0")
    settings.STORAGES = {**settings.STORAGES, "default": options}
    assert get().status_code == 503
