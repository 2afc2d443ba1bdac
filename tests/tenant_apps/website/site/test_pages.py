"""The mairie's pages, the plan, files for browsers and robots, missing pages."""

import re
from xml.etree import ElementTree

import orjson
import pytest
from django.db import OperationalError
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.website.selectors.palette import palette
from tests.sites import browse, publish_site, read
from tests.tenant_apps.events.factories import DAY, make_event
from tests.tenant_apps.publications.factories import make_publication
from tests.tenant_apps.website.factories import make_page

THEME = {
    "primary_color": "#1F5D3A",
    "secondary_color": "#5B8C5A",
    "accent_color": "#C98A1B",
    "background_color": "#FAF8F3",
    "text_color": "#22281F",
    "font_family": "Georgia",
}


@pytest.fixture
def site(mairie_a, inside):
    publish_site(mairie_a)
    inside(mairie_a)
    return mairie_a


class TestPages:
    def test_a_page_is_read_at_its_address(self, site):
        make_page(title="État civil", slug="services/etat-civil", content="<h1>Nous</h1><p>Bonjour</p>", in_menu=True)
        page = read(site, "/services/etat-civil/")
        assert page.count("<h1") == 1
        assert "<p>Bonjour</p>" in page
        assert 'href="/services/etat-civil/" aria-current="page"' in page

    def test_a_page_that_is_not_on_line_is_404_and_in_no_menu(self, site):
        make_page(title="Secrète", slug="secrete", is_published=False, in_menu=True)
        assert browse(site, "/secrete/").status_code == 404
        assert "Secrète" not in read(site, "/")
        assert "Secrète" not in read(site, "/plan-du-site/")

    @pytest.mark.parametrize(
        "path", ["/mentions-legales/", "/donnees-personnelles/", "/accessibilite/", "/plan-du-site/"]
    )
    def test_legal_pages_are_there_from_the_start_and_in_every_footer(self, site, path):
        assert read(site, path).count("<h1") == 1
        assert f'href="{path}"' in read(site, "/contact/")

    def test_many_pages_do_not_crowd_the_menu(self, site):
        for number in range(9):
            make_page(title=f"Rubrique {number}", slug=f"rubrique-{number}", in_menu=True)
        bar = read(site, "/").partition('<nav class="nav"')[2].partition("</nav>")[0]
        assert bar.index("<details>") > bar.index("Rubrique 2")

    @pytest.mark.parametrize("path", ["/nulle-part/", "/a/b/c/", "/wp-login.php", "/A/", "/%00/", "/été/"])
    def test_a_missing_page_helps_to_go_on(self, site, path):
        response = browse(site, path)
        assert response.status_code == 404
        assert "<h1>Page introuvable</h1>" in response.content.decode()
        assert response["Cache-Control"] == "private, no-cache"


class TestFiles:
    def test_the_style_of_the_theme_has_an_address_of_its_own(self, site):
        publish_site(site, theme=THEME)
        address = re.search(r'href="(/theme/[0-9a-f]+\.css)"', read(site, "/"))[1]
        response = browse(site, address)
        assert f"--primary:{palette(theme=THEME).light['primary']};" in response.content.decode()
        assert "@media (prefers-color-scheme:dark)" in response.content.decode()
        assert response["Cache-Control"] == "public, max-age=31536000, immutable"

    def test_an_outdated_theme_is_404(self, site):
        assert browse(site, "/theme/0123456789ab.css").status_code == 404

    def test_pages_that_know_no_version_ask_for_the_current_one(self, site):
        assert "max-age=300" in browse(site, "/theme/courant.css")["Cache-Control"]

    def test_the_icon_is_a_shield_until_the_mairie_has_one(self, site):
        response = browse(site, "/favicon.ico")
        assert response["Content-Type"] == "image/x-icon"
        assert response.content[:4] == b"\x00\x00\x01\x00"

    def test_the_manifest_is_the_mairies(self, site):
        manifest = orjson.loads(browse(site, "/site.webmanifest").content)
        assert (manifest["name"], manifest["short_name"]) == (site.name, "Gif-sur-Yvette")

    def test_the_map_names_all_that_is_public(self, site):
        shown = make_publication(title="Nouvelle")
        make_publication(title="Brouillon", status="draft")
        event = make_event(title="Fête")
        make_event(title="Privé", is_public=False)
        make_page(slug="ecole")
        make_page(slug="secrete", is_published=False)
        tree = ElementTree.fromstring(browse(site, "/sitemap.xml").content)
        found = {element.text.removeprefix(site.url("")) for element in tree.iter() if element.tag.endswith("loc")}
        assert {"/", f"/actualites/{shown.pk}-nouvelle/", f"/agenda/{event.pk}-fete/", "/ecole/"} <= found
        assert not [address for address in found if re.search("brouillon|prive|secrete", address)]
        for address in sorted(found - {"/alertes/"}):
            assert browse(site, address).status_code == 200, address


class TestSearch:
    def test_it_finds_what_everybody_may_read(self, site):
        publication = make_publication(title="La piscine rouvre")
        make_publication(title="Piscine secrète", status="draft")
        page = read(site, "/recherche/?q=piscine")
        assert f"/actualites/{publication.pk}-la-piscine-rouvre/" in page
        assert "secrète" not in page

    def test_a_publication_that_came_by_itself_is_found(self, site):
        make_publication(title="La piscine rouvre", status="scheduled", scheduled_at=timezone.now() - DAY)
        assert "rouvre" in read(site, "/recherche/?q=piscine")

    def test_what_was_asked_is_escaped(self, site):
        page = read(site, "/recherche/?q=%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert" not in page

    @pytest.mark.parametrize("query", ["", "q=", "q=a", "q=%00", "q=" + "x" * 5000, "q=%27%22%5C", "q=...!!!"])
    def test_any_text_gets_a_page(self, site, query):
        assert browse(site, f"/recherche/?{query}").status_code == 200

    @pytest.mark.parametrize("query", ["q=piscine&page=2", "q=piscine&page=x"])
    def test_a_page_that_there_is_not_is_404(self, site, query):
        assert browse(site, f"/recherche/?{query}").status_code == 404


class TestBroken:
    def test_a_failure_is_said_in_the_mairies_look_without_the_database(self, site, monkeypatch):
        def broken(**kwargs):
            raise RuntimeError("broken")

        monkeypatch.setattr("tenant_apps.website.site.views.home.next_change", broken)
        response = browse(site, "/")
        text = response.content.decode()
        assert response.status_code == 500
        assert site.name in text
        assert "Référence à communiquer" in text
        assert "site/site.css" in text

    def test_a_database_that_is_away_is_503_in_the_mairies_look(self, site, monkeypatch):
        def away(**kwargs):
            raise OperationalError("away")

        monkeypatch.setattr("tenant_apps.website.site.views.home.next_change", away)
        response = browse(site, "/")
        assert response.status_code == 503
        assert site.name in response.content.decode()

    def test_a_missing_page_is_said_even_if_its_own_page_fails(self, site, monkeypatch):
        def broken(*args, **kwargs):
            raise RuntimeError("broken")

        monkeypatch.setattr("tenant_apps.website.site.views.refusals.render_page", broken)
        response = browse(site, "/nulle-part/")
        assert response.status_code == 404
        assert "Page introuvable" in response.content.decode()


def test_another_mairies_page_is_not_this_ones(site, mairie_b):
    publish_site(mairie_b)
    with mairie_context(mairie_b):
        make_page(title="Vieux-Port", slug="vieux-port")
    assert browse(mairie_b, "/vieux-port/").status_code == 200
    assert browse(site, "/vieux-port/").status_code == 404
