"""POST /api/v1/media/upload/"""

import re
from typing import Any

import pytest

from core.tenancy import Tenant, mairie_context
from tenant_apps.media.models import Media
from tests.storages import BOTH
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import names_in

URL = "/api/v1/media/upload/"


def form(content: bytes | None = None, name: str = "photo_parc.jpg", **fields: Any) -> dict[str, Any]:
    file = samples.upload(content or samples.image(size=(1920, 1080)), name)
    return {"file": file, "type": "image", "folder": "publications", **fields}


@pytest.mark.parametrize("via", ["host", "code"])
@pytest.mark.parametrize("store", BOTH, indirect=True)
def test_the_contracts_upload_gives_addresses_that_work_at_once(
    store: Any, client_for: Any, mairie_a: Tenant, via: str
) -> None:
    client = client_for(mairie_a, "moderator", via=via)
    response = client.post(URL, data=form(alt_text="Le parc"))
    assert response.status_code == 201, response.content
    answer = response.json()
    filename = answer["filename"]
    suffix = f"?municipality_code={mairie_a.code}" if via == "code" else ""
    assert re.fullmatch(r"photo-parc-[0-9a-f]{16}\.jpg", filename)
    assert re.fullmatch(r"2[0-9-]{9}T[0-9:]{8}Z", answer.pop("created_at"))
    assert answer.pop("size") > 1000
    assert answer == {
        "id": f"media_{Media_id(mairie_a):03d}",
        "url": f"/media/publications/{filename}{suffix}",
        "thumbnail_url": f"/media/publications/thumb_{filename.removesuffix('.jpg')}.webp{suffix}",
        "filename": filename,
        "original_filename": "photo_parc.jpg",
        "type": "image",
        "folder": "publications",
        "mime_type": "image/jpeg",
        "width": 1920,
        "height": 1080,
        "alt_text": "Le parc",
    }
    anybody = client_for(mairie_a if via == "host" else None)
    for url, mime_type in ((answer["url"], "image/jpeg"), (answer["thumbnail_url"], "image/webp")):
        served = anybody.get(url)
        assert (served.status_code, served["Content-Type"]) == (200, mime_type)


def Media_id(mairie: Tenant) -> int:  # noqa: N802 - reads as what it is in the expected answer
    with mairie_context(mairie):
        return Media.objects.get().pk


@pytest.mark.parametrize(
    ("role", "status", "code"), [(None, 401, "UNAUTHENTICATED"), ("citizen", 403, "PERMISSION_DENIED")]
)
def test_only_staff_may_upload(
    store: Any, client_for: Any, mairie_a: Tenant, role: str | None, status: int, code: str
) -> None:
    response = client_for(mairie_a, role).post(URL, data=form())
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    with mairie_context(mairie_a):
        assert names_in(store) == []


def test_folder_and_type_may_be_left_out(store: Any, client_for: Any, mairie_a: Tenant) -> None:
    file = samples.upload(samples.PDF, "bulletin.pdf")
    answer = client_for(mairie_a, "admin").post(URL, data={"file": file}).json()
    assert (answer["type"], answer["folder"], answer["thumbnail_url"], answer["width"]) == (
        "document",
        "general",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": b"<svg/>", "name": "logo.svg"}, "file"),
        ({"content": samples.package({"a": b"a"}), "name": "a.zip"}, "file"),
        ({"content": samples.image()[:200]}, "file"),
        ({"content": samples.image("PNG"), "name": "photo.jpg"}, "file"),
        ({"content": samples.PDF, "name": "a.pdf"}, "file"),
        ({"file": samples.upload(b"")}, "file"),
        ({"file": "text"}, "file"),
        ({"type": "audio"}, "type"),
        ({"folder": "private"}, "folder"),
        ({"folder": "../etc"}, "folder"),
        ({"alt_text": "a" * 501}, "alt_text"),
    ],
)
def test_what_is_not_acceptable_is_told_by_field_and_leaves_nothing(
    store: Any, client_for: Any, mairie_a: Tenant, fields: dict[str, Any], field: str
) -> None:
    response = client_for(mairie_a, "moderator").post(URL, data=form(**fields))
    error = response.json()["error"]
    assert (response.status_code, error["code"], list(error["details"])) == (422, "VALIDATION_ERROR", [field])
    assert all(isinstance(reason, str) for reason in error["details"][field])
    with mairie_context(mairie_a):
        assert (Media.objects.count(), names_in(store)) == (0, [])


def test_a_missing_file_is_told(client_for: Any, mairie_a: Tenant) -> None:
    response = client_for(mairie_a, "moderator").post(URL, json={"type": "image"})
    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["file"])


def test_a_file_that_is_too_large_is_413(client_for: Any, mairie_a: Tenant) -> None:
    response = client_for(mairie_a, "moderator").post(URL, data=form(b"\xff\xd8\xff" + bytes(10 * 1024 * 1024)))
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (413, "FILE_TOO_LARGE")
    assert error["details"] == {"file": ["Ce fichier pèse plus que les 10 Mo autorisés."]}


def test_a_full_storage_is_413(store: Any, client_for: Any, mairie_a: Tenant, settings: Any) -> None:
    settings.STORAGE_QUOTA_BYTES = 500
    response = client_for(mairie_a, "moderator").post(URL, data=form())
    error = response.json()["error"]
    assert (response.status_code, error["code"], error["details"]["quota"]) == (413, "QUOTA_EXCEEDED", 500)
    with mairie_context(mairie_a):
        assert (Media.objects.count(), names_in(store)) == (0, [])


def test_an_enormous_body_is_refused_unread(client_for: Any, mairie_a: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenant_apps.media.api.views.UploadView.longest_body", 1000)
    response = client_for(mairie_a, "moderator").post(URL, data=form())
    assert (response.status_code, response.json()["error"]["code"]) == (413, "PAYLOAD_TOO_LARGE")
