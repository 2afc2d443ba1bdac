"""PUT and PATCH /website/sections/{id}/."""

import json

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.website.models import Site
from tests.tenant_apps.website.factories import SECTIONS, make_media, picture


def section(client, name):
    sections = client.get(SECTIONS).json()["sections"]
    return next(one for one in sections if one["type"] == name)


def put(client, name, **body):
    return client.put(f"{SECTIONS}section_{name}/", json=body)


def test_the_body_of_the_contract_is_taken_as_it_is_written(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    content = {"title": "Nouveau titre", "subtitle": "Nouveau sous-titre"}

    response = client.put(
        f"{SECTIONS}section_hero/", data={"is_visible": "true", "order": "2", "content": json.dumps(content)}
    )

    assert (response.status_code, response.json()) == (200, {"id": "section_hero", "message": "Section mise à jour"})
    hero = section(client, "hero")
    assert (hero["order"], hero["is_visible"]) == (2, True)
    assert hero["content"] == {
        **content,
        "background_image": None,
        "cta_text": "Découvrir nos services",
        "cta_link": "/#services",
    }
    with mairie_context(mairie_a):
        assert Activity.objects.get(type="section_updated").target == "section_hero"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (1, ["news", "hero", "services", "events", "contact"]),
        (3, ["hero", "services", "news", "events", "contact"]),
        (5, ["hero", "services", "events", "contact", "news"]),
    ],
)
def test_a_place_is_taken_and_the_others_make_room(client_for, mairie_a, order, expected):
    client = client_for(mairie_a, "mayor")

    assert put(client, "news", order=order).status_code == 200

    sections = client.get(SECTIONS).json()["sections"]
    assert [one["type"] for one in sections] == expected
    assert [one["order"] for one in sections] == [1, 2, 3, 4, 5]


def test_services_keep_the_id_that_is_sent_back_and_new_ones_get_their_own(client_for, mairie_a, via):
    client = client_for(mairie_a, "admin", via=via)
    first, second, *_rest = section(client, "services")["content"]["services"]
    new = {"icon": "Trees", "title": "Espaces verts", "link": "https://exemple.fr/parcs?a=1"}

    put(client, "services", content={"services": [second, new, {**first, "title": "Naissances"}]})
    kept = section(client, "services")["content"]["services"]
    put(client, "services", content={"services": [kept[0]]})
    put(client, "services", content={"services": [kept[0], {"icon": "bus", "title": "Transports"}]})

    assert [(one["id"], one["title"]) for one in kept] == [
        ("srv_002", "Urbanisme"),
        ("srv_005", "Espaces verts"),
        ("srv_001", "Naissances"),
    ]
    assert kept[1] == {"id": "srv_005", **new, "description": ""}
    assert section(client, "services")["content"]["services"][1] == {
        "id": "srv_006",
        "icon": "bus",
        "title": "Transports",
        "description": "",
        "link": None,
    }


def test_a_picture_comes_as_a_file_beside_the_content(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    response = client.put(f"{SECTIONS}section_hero/", data={"background_image": picture("fond.jpg", format="JPEG")})

    assert response.status_code == 200
    assert section(client, "hero")["content"]["background_image"].startswith("/media/website/fond-")


def test_a_picture_comes_as_a_reference_within_the_content(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)
    with mairie_context(mairie_a):
        media = make_media()

    assert put(client, "hero", content={"background_image": f"media_{media.pk:03d}"}).status_code == 200
    content = section(client, "hero")["content"]
    assert put(client, "hero", content=content).status_code == 200

    assert media.name in section(client, "hero")["content"]["background_image"]
    put(client, "hero", content={"background_image": None})
    assert section(client, "hero")["content"]["background_image"] is None


def test_a_picture_of_another_mairie_is_unknown(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_b):
        media = make_media()

    response = put(client_for(mairie_a, "mayor"), "hero", content={"background_image": f"/media/{media.name}"})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, ["content.background_image"])


def test_news_and_map_follow_the_contract(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")

    put(client, "news", content={"display_count": 8, "categories": ["actualites", "culture", "culture"]})
    put(client, "contact", content={"map_coordinates": {"lat": 48.8606, "lng": 2.3376}, "show_form": False})

    assert section(client, "news")["content"] == {
        "title": "Actualités",
        "display_count": 8,
        "categories": ["actualites", "culture"],
    }
    assert section(client, "contact")["content"] == {
        "title": "Nous contacter",
        "show_map": True,
        "show_form": False,
        "map_coordinates": {"lat": 48.8606, "lng": 2.3376},
    }


LINKS = ["javascript:alert(1)", "//evil.example", "/\\evil.example", "data:text/html,x", "services", "http://", "a b"]
SERVICE = {"icon": "Home", "title": "Urbanisme"}
FIRST = "content.services.0"


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        *(("hero", {"content": {"cta_link": link}}, "content.cta_link") for link in LINKS),
        *(("services", {"content": {"services": [{**SERVICE, "link": link}]}}, f"{FIRST}.link") for link in LINKS),
        ("hero", {"content": {"title": "x" * 151}}, "content.title"),
        ("hero", {"content": []}, "content"),
        ("hero", {"content": {"background_image": "https://ailleurs.example/a.jpg"}}, "content.background_image"),
        ("hero", {"is_visible": "peut-être"}, "is_visible"),
        ("hero", {"order": 0}, "order"),
        ("hero", {"order": 6}, "order"),
        ("services", {"content": {"services": [{**SERVICE, "icon": "Nothing"}]}}, f"{FIRST}.icon"),
        ("services", {"content": {"services": [{"icon": "Home"}]}}, f"{FIRST}.title"),
        ("services", {"content": {"services": [{**SERVICE, "id": "un"}]}}, f"{FIRST}.id"),
        ("services", {"content": {"services": [{**SERVICE, "id": "srv_9999999"}]}}, f"{FIRST}.id"),
        ("services", {"content": {"services": [{**SERVICE, "id": "srv_001"}] * 2}}, "content.services"),
        ("services", {"content": {"services": [SERVICE] * 101}}, "content.services"),
        ("services", {"content": {"services": [{**SERVICE, "title": "\u202e\u00ad"}]}}, "content.services"),
        ("events", {"content": {"display_count": 25}}, "content.display_count"),
        ("news", {"content": {"display_count": 0}}, "content.display_count"),
        ("news", {"content": {"categories": ["inconnue"]}}, "content.categories"),
        ("contact", {"content": {"map_coordinates": {"lat": 91, "lng": 0}}}, "content.map_coordinates.lat"),
        ("contact", {"content": {"map_coordinates": {"lat": 1}}}, "content.map_coordinates.lng"),
        ("contact", {"content": {"map_coordinates": {"lat": "nan", "lng": 1}}}, "content.map_coordinates.lat"),
        ("contact", {"content": {"map_coordinates": {"lat": True, "lng": 1}}}, "content.map_coordinates.lat"),
        ("contact", {"content": {"map_coordinates": {"lat": 1, "lng": "-inf"}}}, "content.map_coordinates.lng"),
        ("contact", {"content": {"map_coordinates": {"lat": 1, "lng": -181}}}, "content.map_coordinates.lng"),
    ],
)  # fmt: skip
def test_wrong_values_are_named_and_change_nothing(client_for, mairie_a, name, body, field):
    client = client_for(mairie_a, "mayor")
    before = client.get(SECTIONS).json()

    response = put(client, name, **body)

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])
    assert client.get(SECTIONS).json() == before


@pytest.mark.parametrize(
    "link", ["/services", "/#services", "#contact", "/", "https://exemple.fr/é?x=1#y", "mailto:a@b.fr", "tel:+33 1 23"]
)
def test_links_lead_to_the_web_a_mail_a_phone_or_the_site(client_for, mairie_a, link):
    client = client_for(mairie_a, "mayor")

    assert put(client, "hero", content={"cta_link": link}).status_code == 200
    assert section(client, "hero")["content"]["cta_link"] == link


@pytest.mark.parametrize("name", ["section_other", "hero", "section_", "section_hero%00"])
def test_an_unknown_section_is_404(client_for, mairie_a, via, name):
    response = client_for(mairie_a, "mayor", via=via).put(f"{SECTIONS}{name}/", json={"is_visible": True})

    assert response.status_code == 404


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_change_it(client_for, mairie_a, via, role, status):
    assert put(client_for(mairie_a, role, via=via), "hero", is_visible=False).status_code == status


def test_the_other_mairie_keeps_its_own(client_for, mairie_a, mairie_b):
    put(client_for(mairie_a, "mayor"), "hero", content={"title": "A seule"})

    with mairie_context(mairie_b):
        assert "A seule" not in str(Site.objects.get().sections)
