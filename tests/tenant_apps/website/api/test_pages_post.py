"""POST /website/pages/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.dashboard.models import Activity
from tenant_apps.website.models import Page
from tests.tenant_apps.website.factories import PAGES, make_page

BODY = {
    "title": "Politique de confidentialité",
    "slug": "politique-confidentialite",
    "content": "<h1>Politique de confidentialité</h1>...",
    "is_published": True,
    "in_menu": True,
    "meta_title": "Politique de confidentialité",
    "meta_description": "Notre politique de confidentialité...",
}


def test_the_body_of_the_contract_makes_a_page(client_for, mairie_a, via):
    client = client_for(mairie_a, "mayor", via=via)

    response = client.post(PAGES, json=BODY)

    body = response.json()
    assert response.status_code == 201
    assert body.pop("message") == "Page créée"
    with mairie_context(mairie_a):
        page = Page.objects.get(slug=BODY["slug"])
        assert Activity.objects.get(type="page_created").target == f"page_{page.pk:03d}"
    assert body == {
        **BODY,
        "id": f"page_{page.pk:03d}",
        "kind": "custom",
        "is_edited": True,
        "menu_order": 1,
        "created_at": body["created_at"],
        "updated_at": body["updated_at"],
    }


def test_without_more_a_page_is_a_draft_whose_address_comes_from_its_title(client_for, mairie_a):
    client = client_for(mairie_a, "admin")
    with mairie_context(mairie_a):
        make_page(menu_order=4)

    body = client.post(PAGES, json={"title": "  École &  cantine "}).json()

    assert (body["title"], body["slug"], body["content"]) == ("École & cantine", "ecole-cantine", "")
    assert (body["is_published"], body["in_menu"], body["menu_order"]) == (False, False, 5)


def test_html_is_cleaned_on_the_way_in(client_for, mairie_a):
    hostile = '<h1 onclick="x()">Titre</h1><script>alert(1)</script><p style="x">a <a href="javascript:y()">b</a></p>'

    body = client_for(mairie_a, "mayor").post(PAGES, json={"title": "Page", "content": hostile}).json()

    assert body["content"] == '<h1>Titre</h1><p>a <a rel="noopener noreferrer">b</a></p>'


@pytest.mark.parametrize("slug", ["politique-confidentialite", "mentions-legales"])
def test_an_address_is_taken_once(client_for, mairie_a, via, slug):
    client = client_for(mairie_a, "mayor", via=via)
    client.post(PAGES, json=BODY)

    response = client.post(PAGES, json={**BODY, "slug": slug})

    assert (response.status_code, response.json()["error"]["code"]) == (409, "PAGE_EXISTS")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": None}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "\u0001"}, "title"),
        ({"title": "\u202e\u200b\u200d"}, "title"),
        ({"title": "!!", "slug": None}, "slug"),
        ({"slug": "Majuscules"}, "slug"),
        ({"slug": "a//b"}, "slug"),
        ({"slug": "/a"}, "slug"),
        ({"slug": "é"}, "slug"),
        ({"slug": "x" * 121}, "slug"),
        ({"slug": "api"}, "slug"),
        ({"slug": "actualites/mon-article"}, "slug"),
        ({"slug": "contact"}, "slug"),
        ({"slug": "mon-espace/agenda"}, "slug"),
        ({"slug": "deconnexion"}, "slug"),
        ({"slug": "sitemap.xml"}, "slug"),
        ({"content": "x" * 200_001}, "content"),
        ({"menu_order": -1}, "menu_order"),
        ({"is_published": "peut-être"}, "is_published"),
        ({"meta_description": "x" * 501}, "meta_description"),
    ],
)
def test_wrong_values_are_named(client_for, mairie_a, changes, field):
    response = client_for(mairie_a, "mayor").post(PAGES, json={**BODY, **changes})

    assert (response.status_code, list(response.json()["error"]["details"])) == (422, [field])
    with mairie_context(mairie_a):
        assert Page.objects.count() == 3


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("citizen", 403), ("moderator", 403)])
def test_only_the_mayor_and_administrators_make_one(client_for, mairie_a, via, role, status):
    assert client_for(mairie_a, role, via=via).post(PAGES, json=BODY).status_code == status
