"""GET /website/sections/."""

import pytest

from tests.tenant_apps.website.factories import SECTIONS

SERVICE = {
    "id": "srv_001",
    "icon": "FileText",
    "title": "État civil",
    "description": "Actes de naissance, de mariage et de décès, livret de famille.",
    "link": "/contact/",
}


def test_a_new_mairie_has_the_five_of_the_contract(client_for, mairie_a, via):
    response = client_for(mairie_a, "citizen", via=via).get(SECTIONS)

    assert response.status_code == 200
    hero, services, events, news, contact = response.json()["sections"]
    assert hero == {
        "id": "section_hero",
        "type": "hero",
        "order": 1,
        "is_visible": True,
        "content": {
            "title": "Bienvenue à la mairie de Gif-sur-Yvette",
            "subtitle": "Au service des 22\N{NARROW NO-BREAK SPACE}544 habitants de la commune",
            "background_image": None,
            "cta_text": "Découvrir nos services",
            "cta_link": "/#services",
        },
    }
    assert services["content"]["services"][0] == SERVICE
    assert set(services["content"]) == {"title", "subtitle", "services"}
    assert events["content"] == {"title": "Événements à venir", "display_count": 6, "show_calendar_link": True}
    assert news["content"] == {"title": "Actualités", "display_count": 4, "categories": []}
    assert contact == {
        "id": "section_contact",
        "type": "contact",
        "order": 5,
        "is_visible": True,
        "content": {"title": "Nous contacter", "show_map": True, "show_form": True, "map_coordinates": None},
    }


@pytest.mark.parametrize(("role", "seen"), [("citizen", 4), ("moderator", 5), ("mayor", 5)])
def test_hidden_sections_are_for_those_who_work_on_the_site(client_for, mairie_a, via, role, seen):
    client_for(mairie_a, "mayor").put(f"{SECTIONS}section_news/", json={"is_visible": False})

    sections = client_for(mairie_a, role, via=via).get(SECTIONS).json()["sections"]

    assert len(sections) == seen


def test_nobody_is_refused(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).get(SECTIONS).status_code == 401
