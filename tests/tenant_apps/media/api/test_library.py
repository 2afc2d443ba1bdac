"""GET /api/v1/media/"""

from typing import Any

import pytest

from core.tenancy import Tenant, mairie_context
from tenant_apps.media.models import Media
from tests.tenant_apps.media import samples
from tests.tenant_apps.media.factories import make_media

URL = "/api/v1/media/"


@pytest.fixture
def library(mairie_a: Tenant) -> dict[str, str]:
    """Ids of four media by what they are."""
    with mairie_context(mairie_a):
        media = {
            "park": make_media(name="photo_parc.jpg", alt_text="Les enfants inaugurent le jardin"),
            "fair": make_media(name="fête-école.jpg", folder="events"),
            "bulletin": make_media(samples.PDF, "bulletin.municipal.pdf", folder="documents"),
            "film": make_media(samples.mp4(), "film.mp4", folder="website"),
        }
    return {name: f"media_{item.pk:03d}" for name, item in media.items()}


def found(client: Any, query: str, library: dict[str, str]) -> list[str]:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200, response.content
    names = dict(zip(library.values(), library, strict=True))
    return [names[media["id"]] for media in response.json()["results"]]


def test_the_contracts_list_is_newest_first(client_for: Any, mairie_a: Tenant, library: dict[str, str]) -> None:
    answer = client_for(mairie_a, "moderator").get(f"{URL}?page=1&limit=3").json()
    assert (answer["count"], answer["previous"]) == (4, None)
    assert answer["next"] == f"{URL}?page=2&limit=3"
    assert [media["id"] for media in answer["results"]] == [library[name] for name in ("film", "bulletin", "fair")]
    media = answer["results"][2]
    assert media["url"] == f"/media/events/{media['filename']}"
    assert media["thumbnail_url"].startswith("/media/events/thumb_fete-ecole-")
    assert (media["type"], media["folder"], media["original_filename"]) == ("image", "events", "fête-école.jpg")
    assert answer["storage"]["used"] > 0
    assert answer["storage"]["limit"] >= 1024**3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=image", ["fair", "park"]),
        ("type=document", ["bulletin"]),
        ("type=video", ["film"]),
        ("type=", ["film", "bulletin", "fair", "park"]),
        ("folder=events", ["fair"]),
        ("folder=nothing", []),
        ("type=image&folder=publications", ["park"]),
        ("search=parc", ["park"]),
        ("search=PARC", ["park"]),
        ("search=hoto_par", ["park"]),
        ("search=ecole", ["fair"]),
        ("search=FÊTE", ["fair"]),
        ("search=inaugurer jardins", ["park"]),
        ("search=enfant fête", []),
        ("search=munici", ["bulletin"]),
        ("search=pdf", ["bulletin"]),
        ("search=%27%20%26%20%7C%21%3A*()", []),
        ("search=%25", []),
        ("search=" + "mot " * 40, []),
        ("search=", ["film", "bulletin", "fair", "park"]),
        ("type=image&search=parc", ["park"]),
        ("unknown=1", ["film", "bulletin", "fair", "park"]),
    ],
)
def test_filters_and_search(
    client_for: Any, mairie_a: Tenant, library: dict[str, str], query: str, expected: list[str]
) -> None:
    assert found(client_for(mairie_a, "moderator"), query, library) == expected


@pytest.mark.parametrize(
    ("query", "status"), [("type=audio", 422), ("page=0", 422), ("limit=101", 422), ("page=9", 404)]
)
def test_wrong_values(client_for: Any, mairie_a: Tenant, query: str, status: int) -> None:
    assert client_for(mairie_a, "moderator").get(f"{URL}?{query}").status_code == status


def test_the_totals_follow_the_filters_but_storage_is_the_whole(
    client_for: Any, mairie_a: Tenant, library: dict[str, str]
) -> None:
    client = client_for(mairie_a, "moderator")
    everything, nothing = client.get(URL).json(), client.get(f"{URL}?search=!!").json()
    assert (everything["count"], nothing["count"], nothing["results"]) == (4, 0, [])
    assert everything["storage"] == nothing["storage"]


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 200), ("mayor", 200)])
def test_only_staff_see_the_library(client_for: Any, mairie_a: Tenant, role: str | None, status: int) -> None:
    assert client_for(mairie_a, role).get(URL).status_code == status


def test_a_mairie_sees_its_own_media_only(
    client_for: Any, mairie_a: Tenant, mairie_b: Tenant, library: dict[str, str]
) -> None:
    with mairie_context(mairie_b):
        make_media(name="autre.jpg")
    for via in ("host", "code"):
        answer = client_for(mairie_b, "admin", via=via).get(URL).json()
        assert [media["original_filename"] for media in answer["results"]] == ["autre.jpg"]


@pytest.mark.parametrize("rows", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client_for: Any, mairie_a: Tenant, django_assert_num_queries: Any, rows: int
) -> None:
    with mairie_context(mairie_a):
        example = make_media()
        Media.objects.bulk_create(
            Media(
                type="image", folder="events", name=f"events/{number}.jpg", original_filename="a.jpg", size=1,
                mime_type="image/jpeg", width=1, height=1, checksum="0", uploaded_by=example.uploaded_by,
            )
            for number in range(1, rows)
        )  # fmt: skip
    client = client_for(mairie_a, "moderator")
    client.get(URL)
    with django_assert_num_queries(3):  # the session, the totals, the page
        assert len(client.get(f"{URL}?limit=100&search=a").json()["results"]) >= rows - 1
