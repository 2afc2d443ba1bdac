"""GET /website/pages/ and /website/pages/{id}/."""

import pytest

from core.tenancy import mairie_context
from tenant_apps.website.models import Page, Site
from tests.factories import make_user
from tests.queries import queries
from tests.tenant_apps.website.factories import PAGES, make_page, reachable

LEGAL = ["mentions-legales", "donnees-personnelles", "accessibilite"]


def test_pages_come_in_the_order_of_the_menu_with_the_keys_of_the_contract(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        make_page(slug="deux", menu_order=2)
        page = make_page(slug="un", menu_order=1, title="Un", meta_title="Un - Mairie", meta_description="La première.")

    response = client_for(mairie_a, "mayor", via=via).get(PAGES)

    assert (response.status_code, set(response.json())) == (200, {"pages"})
    pages = response.json()["pages"]
    assert [one["slug"] for one in pages] == ["un", "deux", *LEGAL]
    assert pages[0] == {
        "id": f"page_{page.pk:03d}",
        "title": "Un",
        "slug": "un",
        "content": page.content,
        "kind": "custom",
        "is_edited": True,
        "is_published": True,
        "in_menu": False,
        "menu_order": 1,
        "meta_title": "Un - Mairie",
        "meta_description": "La première.",
        "created_at": pages[0]["created_at"],
        "updated_at": pages[0]["updated_at"],
    }


@pytest.mark.parametrize(("role", "seen"), [("citizen", False), ("moderator", True), ("mayor", True)])
def test_a_draft_is_for_those_who_work_on_the_site(client_for, mairie_a, via, role, seen):
    with mairie_context(mairie_a):
        draft = make_page(slug="brouillon", is_published=False)
    client = client_for(mairie_a, role, via=via)

    slugs = [one["slug"] for one in client.get(PAGES).json()["pages"]]

    assert ("brouillon" in slugs) == seen
    assert client.get(f"{PAGES}page_{draft.pk:03d}/").status_code == (200 if seen else 404)


def test_legal_pages_say_what_is_officially_known(client_for, mairie_a):
    with mairie_context(mairie_a):
        make_user(role="mayor", first_name="Zoé", last_name="d'Arc")
        reachable(address="1 rue du <Lac>", phone="+33 1 23 45 67 89")

    pages = {one["slug"]: one for one in client_for(mairie_a, "citizen").get(PAGES).json()["pages"]}

    notice = pages["mentions-legales"]["content"]
    for text in ("commune de Gif-sur-Yvette (Essonne)", "Zoé d'Arc, maire", "219102720", "1 rue du &lt;Lac&gt;"):
        assert text in notice
    assert "contact@exemple.fr" in pages["donnees-personnelles"]["content"]
    assert "36 mois après la dernière activité" in pages["donnees-personnelles"]["content"]
    assert "non conforme" in pages["accessibilite"]["content"]
    assert "Défenseur des droits" in pages["accessibilite"]["content"]
    assert [pages[slug]["is_edited"] for slug in LEGAL] == [False, False, False]


def test_legal_pages_follow_what_becomes_known(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    before = client.get(PAGES).json()["pages"][0]

    with mairie_context(mairie_a):
        reachable(email="nouvelle@exemple.fr")

    after = client.get(PAGES).json()["pages"][0]
    assert "nouvelle@exemple.fr" not in before["content"]
    assert "nouvelle@exemple.fr" in after["content"]


def test_a_mairie_from_before_there_were_sites_reads_its_legal_pages(client_for, mairie_a):
    with mairie_context(mairie_a):
        Site.objects.all().delete()
        Page.objects.all().delete()

    pages = client_for(mairie_a, "citizen").get(PAGES).json()["pages"]

    assert [page["slug"] for page in pages] == LEGAL


def test_one_page_reads_as_in_the_list(client_for, mairie_a, via):
    client = client_for(mairie_a, "citizen", via=via)

    for page in client.get(PAGES).json()["pages"]:
        assert client.get(f"{PAGES}{page['id']}/").json() == page


def test_the_number_of_queries_is_the_same_for_one_page_and_for_thirty(client_for, mairie_a):
    client = client_for(mairie_a, "mayor")
    client.get(PAGES)
    counts = []
    for more in (1, 29):
        with mairie_context(mairie_a):
            for _ in range(more):
                make_page()
        with queries() as sent:
            client.get(PAGES)
        counts.append(len(sent))

    assert counts[0] == counts[1] <= 8


def test_pages_of_another_mairie_do_not_exist(client_for, mairie_a, mairie_b):
    with mairie_context(mairie_b):
        page = make_page(id=901)

    assert client_for(mairie_a, "mayor").get(f"{PAGES}page_{page.pk}/").status_code == 404


def test_nobody_is_refused(client_for, mairie_a, via):
    with mairie_context(mairie_a):
        page = Page.objects.first()
    client = client_for(mairie_a, via=via)

    assert (client.get(PAGES).status_code, client.get(f"{PAGES}page_{page.pk:03d}/").status_code) == (401, 401)
