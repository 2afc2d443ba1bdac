"""Before the site is on line."""

import pytest

from tests.sites import browse, publish_site
from tests.tenant_apps.events.factories import make_event
from tests.tenant_apps.publications.factories import make_publication
from tests.tenant_apps.website.factories import make_page

PAGES = ("/", "/actualites/", "/agenda/", "/agenda/liste/", "/contact/", "/recherche/?q=secret", "/plan-du-site/")
FILES = ("/sitemap.xml", "/actualites/flux.rss", "/actualites/flux.atom")


@pytest.fixture
def content(mairie_a, inside):
    """A publication, an event and a page that nobody is to see yet."""
    inside(mairie_a)
    page = make_page(title="Page secrète", slug="secrete", in_menu=True)
    return make_publication(title="Nouvelle secrète"), make_event(title="Réunion secrète"), page


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_that_the_site_is_being_made(mairie_a, content, path):
    response = browse(mairie_a, path)
    text = response.content.decode()
    assert response.status_code == 200
    assert "<h1>Site en construction</h1>" in text
    assert '<meta name="robots" content="noindex">' in text
    assert "secrète" not in text


def test_single_pieces_are_not_shown_either(mairie_a, content):
    publication, event, page = content
    for path in (
        f"/actualites/{publication.pk}-nouvelle-secrete/",
        f"/agenda/{event.pk}-reunion-secrete/",
        f"/{page.slug}/",
    ):
        assert "secrète" not in browse(mairie_a, path).content.decode()


def test_a_guessed_number_leads_to_no_title(mairie_a, content):
    publication, event, _page = content
    for path in (f"/actualites/{publication.pk}-x/", f"/agenda/{event.pk}-x/"):
        response = browse(mairie_a, path)
        assert response.status_code == 200
        assert "secrete" not in response.content.decode()


@pytest.mark.parametrize("path", ["/mentions-legales/", "/donnees-personnelles/", "/accessibilite/"])
def test_what_the_law_asks_for_is_read_all_the_same_and_leads_nowhere_that_is_closed(mairie_a, content, path):
    text = browse(mairie_a, path).content.decode()
    assert "Site en construction" not in text
    assert '<meta name="robots" content="noindex">' in text
    for closed in ('href="/contact/#horaires"', 'href="/plan-du-site/"', 'class="nav"', "Page secrète"):
        assert closed not in text


@pytest.mark.parametrize("path", FILES)
def test_feeds_and_the_site_map_are_not_there(mairie_a, content, path):
    assert browse(mairie_a, path).status_code == 404


def test_an_event_is_no_calendar_file(mairie_a, content):
    assert browse(mairie_a, f"/agenda/{content[1].pk}.ics").status_code == 404


def test_robots_are_asked_to_stay_away_until_it_is_on_line(mairie_a):
    assert browse(mairie_a, "/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    publish_site(mairie_a)
    text = browse(mairie_a, "/robots.txt").content.decode()
    assert "Disallow: /\n" not in text
    assert f"Sitemap: {mairie_a.url('/sitemap.xml')}" in text


@pytest.mark.parametrize("path", ["/inscription/", "/mot-de-passe/oublie/"])
def test_people_have_their_accounts_before_the_site_is_on_line(mairie_a, content, path):
    text = browse(mairie_a, path).content.decode()
    assert "Site en construction" not in text
    assert "secrète" not in text
