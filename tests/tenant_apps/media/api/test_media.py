"""GET, PUT and DELETE /api/v1/media/{media_id}/"""

from collections.abc import Sequence
from typing import Any

import pytest

from core.tenancy import Tenant, mairie_context
from tenant_apps.media.models import Media
from tenant_apps.media.services import renditions, usage
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media, names_in


@pytest.fixture
def media(mairie_a: Tenant) -> Media:
    with mairie_context(mairie_a):
        return make_media(samples.image(size=(600, 300)))


def url(media: Media) -> str:
    return f"/api/v1/media/media_{media.pk:03d}/"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every media is the cover of a publication."""

    def places(media_ids: Sequence[int]) -> list[usage.Usage]:
        return [{"kind": "publication", "id": "pub_007", "title": "Le parc"}]

    monkeypatch.setattr(usage, "_providers", {})
    usage.register(places)


def test_the_detail_has_renditions_and_places(client_for: Any, mairie_a: Tenant, media: Media, shown: None) -> None:
    with mairie_context(mairie_a):
        renditions.make(media_id=media.pk)
    answer = client_for(mairie_a, "moderator").get(url(media)).json()
    assert answer["id"] == f"media_{media.pk:03d}"
    assert answer["usages"] == [{"kind": "publication", "id": "pub_007", "title": "Le parc"}]
    [rendition] = answer["renditions"]
    assert rendition["width"] == 480
    assert client_for(mairie_a).get(rendition["url"])["Content-Type"] == "image/webp"


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_the_fields_sent_are_changed(client_for: Any, mairie_a: Tenant, media: Media, method: str) -> None:
    client = client_for(mairie_a, "moderator")
    answer = client.request(method, url(media), json={"alt_text": "Le parc"}).json()
    assert (answer["alt_text"], answer["folder"]) == ("Le parc", "publications")
    answer = client.request(method, url(media), json={"folder": "website", "size": 3}).json()
    assert (answer["alt_text"], answer["folder"], answer["size"]) == ("Le parc", "website", media.size)
    assert client.request(method, url(media), json={"folder": "Privé"}).status_code == 422


def test_deleting_answers_204_and_the_file_is_gone(
    client_for: Any, mairie_a: Tenant, media: Media, store: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = client_for(mairie_a, "moderator")
    with django_capture_on_commit_callbacks(execute=True):
        response = client.delete(url(media))
    assert (response.status_code, response.content) == (204, b"")
    with mairie_context(mairie_a):
        assert names_in(store) == []
    assert client.get(url(media)).status_code == 404
    assert client.delete(url(media)).status_code == 404
    assert client.get(f"/media/{media.name}").status_code == 404


def test_deleting_a_media_in_use_is_409_with_the_places(
    client_for: Any, mairie_a: Tenant, media: Media, shown: None
) -> None:
    response = client_for(mairie_a, "mayor").delete(url(media))
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (409, "MEDIA_IN_USE")
    assert error["details"] == {"usages": [{"kind": "publication", "id": "pub_007", "title": "Le parc"}]}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403)])
def test_others_than_staff_may_not(
    client_for: Any, mairie_a: Tenant, media: Media, method: str, role: str | None, status: int
) -> None:
    assert client_for(mairie_a, role).request(method, url(media)).status_code == status


@pytest.mark.parametrize("id", ["media_1", "media_0001", "media_x", "media_99999999999999999999", "pub_001", "1"])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_malformed_id_is_not_found(client_for: Any, mairie_a: Tenant, method: str, id: str) -> None:
    assert client_for(mairie_a, "admin").request(method, f"/api/v1/media/{id}/").status_code == 404


def test_the_same_id_in_another_mairie_is_another_media(
    client_for: Any, mairie_a: Tenant, mairie_b: Tenant, media: Media
) -> None:
    with mairie_context(mairie_b):
        other = make_media(name="autre.jpg")
        Media.objects.filter(pk=other.pk).update(id=media.pk)
    for via in ("host", "code"):
        answer = client_for(mairie_b, "admin", via=via).get(url(media)).json()
        assert answer["original_filename"] == "autre.jpg"
    client_for(mairie_b, "admin").delete(url(media))
    with mairie_context(mairie_a):
        assert Media.objects.get(pk=media.pk).original_filename == "photo.jpg"
