"""GET /website/config/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.website.models import Page, Site
from tests.queries import queries
from tests.tenant_apps.website.factories import CONFIG, make_media, make_page

CLOSED = {"open": None, "close": None, "slots": []}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.mark.parametrize("role", ["citizen", "moderator", "mayor"])
def test_a_new_mairie_reads_its_official_data(client_for, mairie_a, via, role):
    response = client_for(mairie_a, role, via=via).get(CONFIG)

    assert response.status_code == 200
    body = response.json()
    assert body.pop("created_at") == body.pop("updated_at")
    assert body == {
        "id": 1,
        "municipality": {"id": mairie_a.id, "name": "Mairie de Gif-sur-Yvette", "code": "91272"},
        "domain": "gif-sur-yvette.localhost",
        "is_published": False,
        "published_at": None,
        "theme": {
            "primary_color": "#1E40AF",
            "secondary_color": "#3B82F6",
            "accent_color": "#10B981",
            "background_color": "#F8FAFC",
            "text_color": "#1E293B",
            "font_family": "Inter",
        },
        "logo_url": None,
        "favicon_url": None,
        "meta": {
            "title": "Mairie de Gif-sur-Yvette - Site officiel",
            "description": "Bienvenue sur le site officiel de la commune de Gif-sur-Yvette.",
            "keywords": ["mairie", "Gif-sur-Yvette", "Essonne", "services municipaux"],
        },
        "social_links": {"facebook": None, "twitter": None, "instagram": None, "linkedin": None, "youtube": None},
        "contact": {
            "address": "",
            "phone": "",
            "email": "",
            "opening_hours": dict.fromkeys(DAYS, CLOSED),
            "exceptional_closings": [],
        },
    }


def test_pictures_have_addresses_of_the_route_that_asks(client_for, mairie_a):
    with mairie_context(mairie_a):
        Site.objects.update(logo=make_media(name="website/logo-0123456789abcdef.png"))

    on_host = client_for(mairie_a, "citizen").get(CONFIG).json()["logo_url"]
    by_code = client_for(mairie_a, "citizen", via="code").get(CONFIG).json()["logo_url"]

    assert on_host == "/media/website/logo-0123456789abcdef.png"
    assert by_code == f"{on_host}?municipality_code=91272"


def test_a_mairie_from_before_there_were_sites_reads_one_as_well(client_for, mairie_a):
    with mairie_context(mairie_a):
        Site.objects.all().delete()
        Page.objects.all().delete()

    assert client_for(mairie_a, "citizen").get(CONFIG).json()["id"] == 1


def test_the_number_of_queries_does_not_follow_the_number_of_pages(client_for, mairie_a):
    client = client_for(mairie_a, "citizen")
    client.get(CONFIG)
    counts = []
    for more in (1, 29):
        with mairie_context(mairie_a):
            for _ in range(more):
                make_page(in_menu=True)
        with queries() as sent:
            client.get(CONFIG)
        counts.append(len(sent))

    assert counts[0] == counts[1]


def test_nobody_is_refused(client_for, mairie_a, via):
    assert client_for(mairie_a, via=via).get(CONFIG).status_code == 401
