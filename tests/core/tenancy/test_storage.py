"""Names, keys and links of stored files, on a folder and on S3."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from django.core.files.base import ContentFile

from core.tenancy import NoTenant, Tenant, mairie_context
from core.tenancy.context import routed_by_code
from core.tenancy.storage import (
    NameRefused,
    StorageUnavailable,
    is_private,
    key_of,
    media_url,
    sign_url,
    signed_filename,
    storage,
    storage_settings,
)
from tests.storages import BOTH, use_storage

A = Tenant(1, "91272", "Gif-sur-Yvette", "gif-sur-yvette", "m_91272", "active", "gif-sur-yvette.localhost")
B = Tenant(2, "2A004", "Ajaccio", "ajaccio", "m_2a004", "active", "ajaccio.localhost")
NAME = "publications/parc-0123456789abcdef.jpg"


@pytest.fixture(params=BOTH)
def store(request: pytest.FixtureRequest, tmp_path: Any) -> Iterator[Any]:
    with use_storage(request.param, tmp_path) as storage:
        yield storage


def signed(url: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(url)
    return parts.path.removeprefix("/media/"), dict(parse_qsl(parts.query))


def test_keys_start_with_the_municipality_code() -> None:
    with mairie_context(A):
        assert key_of(NAME) == f"91272/{NAME}"
    with mairie_context(B):
        assert key_of(NAME) == f"2A004/{NAME}"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/etc/passwd",
        "../2A004/photo.jpg",
        "a/../../2A004/photo.jpg",
        "a/./b.jpg",
        "a//b.jpg",
        "a/",
        ".hidden",
        "a/.hidden",
        "a\\b.jpg",
        "a\x00.jpg",
        "a\n.jpg",
        "NAME.jpg\n",
        "été.jpg",
        "a b.jpg",
        "%2e%2e/b.jpg",
        "a" * 201,
        "platform/avatars/operator.webp",
    ],
)
def test_a_name_that_could_leave_the_mairie_is_refused(name: str) -> None:
    with mairie_context(A), pytest.raises(NameRefused):
        key_of(name)


def test_outside_a_mairie_only_the_platforms_own_area_is_reachable() -> None:
    assert key_of("platform/avatars/a.webp") == "platform/avatars/a.webp"
    with pytest.raises(NoTenant):
        key_of(NAME)


def test_a_saved_file_is_read_listed_and_deleted_by_its_relative_name(store: Any) -> None:
    with mairie_context(A):
        assert store.save(NAME, ContentFile(b"photo")) == NAME
        assert store.exists(NAME)
        assert store.size(NAME) == 5
        with store.open(NAME) as file:
            assert (file.read(), file.name) == (b"photo", NAME)
        [(name, modified)] = store.walk()
        assert name == NAME
        assert abs(datetime.now(UTC) - modified) < timedelta(minutes=1)
        assert abs(datetime.now(UTC) - store.get_modified_time(NAME)) < timedelta(minutes=1)
        store.delete(NAME)
        assert not store.exists(NAME)
        assert list(store.walk()) == []
        store.delete(NAME)


def test_two_mairies_keep_different_files_under_the_same_name(store: Any) -> None:
    for mairie, content in ((A, b"a"), (B, b"b")):
        with mairie_context(mairie):
            store.save(NAME, ContentFile(content))
    for mairie, content in ((A, b"a"), (B, b"b")):
        with mairie_context(mairie), store.open(NAME) as file:
            assert file.read() == content
    with mairie_context(A):
        store.delete(NAME)
    with mairie_context(B):
        assert store.exists(NAME)
        assert [name for name, _ in store.walk()] == [NAME]


def test_an_existing_file_is_never_overwritten(store: Any) -> None:
    with mairie_context(A):
        store.save(NAME, ContentFile(b"first"))
        other = store.save(NAME, ContentFile(b"second"))
        assert other != NAME
        with store.open(NAME) as file:
            assert file.read() == b"first"


@pytest.mark.parametrize(
    ("start", "length", "expected"), [(0, 10, b"0123456789"), (3, 4, b"3456"), (9, 1, b"9"), (4, 0, b"")]
)
def test_a_part_is_read_even_after_the_mairie_was_left(store: Any, start: int, length: int, expected: bytes) -> None:
    with mairie_context(A):
        store.save(NAME, ContentFile(b"0123456789"))
        chunks = store.read(NAME, start, length)
    assert b"".join(chunks) == expected


def test_a_missing_file_says_so(store: Any) -> None:
    with mairie_context(A):
        with pytest.raises(FileNotFoundError):
            store.size(NAME)
        with pytest.raises(FileNotFoundError):
            store.open(NAME)


def test_a_store_that_does_not_answer_is_unavailable_rather_than_an_error(settings: Any) -> None:
    options = storage_settings("s3://key:secret@127.0.0.1:9/files?secure=0")
    settings.STORAGES = {**settings.STORAGES, "default": options}
    with mairie_context(A), pytest.raises(StorageUnavailable) as outage:
        storage.size(NAME)
    assert outage.value.status == 503


def test_every_operation_checks_the_name(store: Any) -> None:
    operations = (store.delete, store.exists, store.size, store.open, lambda name: store.read(name, 0, 1))
    with mairie_context(A):
        for operation in operations:
            with pytest.raises(NameRefused):
                operation("../2A004/photo.jpg")


def test_public_addresses_name_the_municipality_where_the_host_does_not() -> None:
    with mairie_context(B):
        assert media_url(NAME) == f"/media/{NAME}"
        with routed_by_code():
            assert media_url(NAME) == f"/media/{NAME}?municipality_code=2A004"


def test_private_files_have_no_lasting_address() -> None:
    assert is_private("private/exports/a.csv")
    assert is_private("platform/private/a.csv")
    assert not is_private("privately/a.csv")
    with mairie_context(A), pytest.raises(NameRefused):
        media_url("private/exports/a.csv")


def test_a_signature_holds_for_one_name_one_mairie_and_a_time() -> None:
    with mairie_context(A):
        name, query = signed(sign_url("private/exports/a.csv", 60, filename="Publications à voir.csv"))
        assert signed_filename(name, query) == "Publications à voir.csv"
        assert signed_filename("private/exports/b.csv", query) is None
        forged = {"filename": "x.exe", "expires": "99999999999", "signature": "0" * 64}
        for field, value in [*forged.items(), ("expires", "²"), ("signature", "é")]:
            assert signed_filename(name, {**query, field: value}) is None
        assert signed_filename(name, {}) is None
        with time_machine.travel(datetime.now(UTC) + timedelta(seconds=62)):
            assert signed_filename(name, query) is None
    with mairie_context(B):
        assert signed_filename(name, query) is None
    assert signed_filename(name, query) is None


def test_a_signed_address_on_the_platform_host_names_the_municipality() -> None:
    with mairie_context(A), routed_by_code():
        _name, query = signed(sign_url("private/a.csv"))
        assert query["municipality_code"] == "91272"


def test_the_storage_url_of_a_folder() -> None:
    options = storage_settings("file:///srv/ecms%20files")["OPTIONS"]
    assert options == {
        "backend": "core.tenancy.storage.backends.FolderStorage",
        "options": {"location": "/srv/ecms files"},
    }


def test_the_storage_url_of_a_bucket() -> None:
    options = storage_settings("s3://key:se%2Fcret@s3.example.org:9000/files?region=fr-par&secure=0")["OPTIONS"]
    assert options["options"] == {
        "access_key": "key",
        "secret_key": "se/cret",
        "bucket_name": "files",
        "endpoint_url": "http://s3.example.org:9000",
        "region_name": "fr-par",
    }
    secure = storage_settings("s3://s3.example.org/files")["OPTIONS"]["options"]
    assert (secure["endpoint_url"], secure["access_key"]) == ("https://s3.example.org", None)


@pytest.mark.parametrize(
    "url", ["", "/srv/files", "file://relative/folder", "file:///", "s3://host", "s3://host/a/b", "ftp://host/a"]
)
def test_an_unreadable_storage_url_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="STORAGE_URL"):
        storage_settings(url)


def test_a_file_that_is_written_is_there_when_whole_and_not_at_all_when_that_fails(store: Any) -> None:
    with mairie_context(A):
        with storage.writing("private/a.zip") as file:
            file.write(b"a" * 300_000)
        with pytest.raises(ValueError, match="broken"), storage.writing("private/b.zip") as file:
            file.write(b"b" * 300_000)
            raise ValueError("broken")

        assert storage.size("private/a.zip") == 300_000
        assert not storage.exists("private/b.zip")
