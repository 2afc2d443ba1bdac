"""GET /"""

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tests.sites import WEEK, browse, change_section, publish_site, read, statements
from tests.tenant_apps.events.factories import DAY, make_event
from tests.tenant_apps.publications.factories import make_publication

HEADINGS = ['id="bienvenue"', 'id="titre-services"', 'id="titre-evenements"', 'id="titre-actualites"', "titre-contact"]


@pytest.fixture
def site(mairie_a, inside):
    publish_site(mairie_a, contact={"phone": "01 69 00 00 00", "email": "mairie@gif.fr", "opening_hours": WEEK})
    inside(mairie_a)
    return mairie_a


def test_it_shows_the_sections_in_the_mairies_order(site):
    # given the five sections of a new mairie
    # when
    page = read(site, "/")
    # then
    places = [page.index(heading) for heading in HEADINGS]
    assert places == sorted(places)
    assert page.count("<h1") == 1


def test_a_hidden_section_is_not_there_and_the_page_keeps_one_h1(site):
    change_section(site, "hero", is_visible=False)
    change_section(site, "news", is_visible=False)
    page = read(site, "/")
    assert 'id="bienvenue"' not in page
    assert 'id="titre-actualites"' not in page
    assert page.count("<h1") == 1


def test_it_shows_what_is_public_and_nothing_else(site):
    # given
    now = timezone.now()
    make_publication(title="Le marché rouvre")
    make_publication(title="Encore un brouillon", status="draft")
    make_publication(title="Pour demain", status="scheduled", scheduled_at=now + DAY)
    make_publication(title="Déjà finie", expires_at=now - DAY)
    make_publication(title="Rangée", status="archived")
    make_event(title="Fête du village")
    make_event(title="Entretien confidentiel", is_public=False)
    # when
    page = read(site, "/")
    # then
    assert "Le marché rouvre" in page
    assert "Fête du village" in page
    for hidden in ("Encore un brouillon", "Pour demain", "Déjà finie", "Rangée", "Entretien confidentiel"):
        assert hidden not in page


def test_the_section_decides_how_much_is_shown_and_of_which_categories(site):
    change_section(site, "news", display_count=2, categories=["culture"])
    for number in range(3):
        make_publication(title=f"Concert {number}", category="culture")
    make_publication(title="Travaux du pont", category="urbanisme")
    page = read(site, "/")
    assert page.count("Concert ") == 2
    assert "Travaux du pont" not in page


@pytest.mark.parametrize(("count", "seen"), [(15, 15), (16, 12), (60, 12)])
def test_many_services_are_one_click_away_and_none_is_lost(site, count, seen):
    service = {"id": "srv_001", "icon": "FileText", "description": "", "link": None}
    change_section(site, "services", services=[{**service, "title": f"Service n° {n}."} for n in range(count)])
    first, _details, rest = read(site, "/").partition('<details class="others-services">')
    rest = rest.partition("</details>")[0]
    assert [first.count("<h3>Service n°"), rest.count("<h3>Service n°")] == [seen, count - seen]
    assert (f"Voir {count - seen} autres services" in rest) is (count > seen)


def test_the_next_council_is_told_however_many_events_come_before(site):
    for number in range(8):
        make_event(title=f"Marché {number}")
    make_event(title="Conseil municipal", category="conseil", start_at=timezone.now() + 30 * DAY)
    page = read(site, "/")
    assert "Prochain conseil municipal" in page
    assert page.count("Marché ") == 6


def test_urgent_communiques_come_first_on_every_page(site):
    make_publication(type="communique", priority="urgent", title="Inondation : quais fermés")
    make_publication(type="communique", priority="normal", title="Collecte décalée")
    for path in ("/", "/contact/", "/agenda/"):
        banner = read(site, path).partition('class="alerts"')[2].partition("</section>")[0]
        assert "Inondation\u00a0: quais fermés" in banner
        assert "Collecte décalée" not in banner


def test_what_people_wrote_is_escaped(site):
    make_publication(title="<script>alert(1)</script>", excerpt="</script><img src=x>")
    change_section(site, "hero", title="<b>Bonjour</b>")
    page = read(site, "/")
    assert "<script>alert" not in page
    assert "<b>Bonjour" not in page
    assert "<img src=x>" not in page


def test_a_mairie_shows_its_own_content_only(site, mairie_b):
    publish_site(mairie_b)
    make_publication(title="Nouvelle de Gif")
    assert "Nouvelle de Gif" in read(site, "/")
    assert "Nouvelle de Gif" not in read(mairie_b, "/")


def test_it_asks_the_database_as_little_for_much_as_for_nothing(site):
    with statements() as few:
        read(site, "/")
    with mairie_context(site):
        for number in range(12):
            make_publication(title=f"Nouvelle {number}")
            make_event(title=f"Rendez-vous {number}")
    with statements() as many:
        read(site, "/")
    assert len(few) == len(many) == 5


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_it_sets_no_cookie(site, method):
    response = browse(site, "/", method=method)
    assert response.status_code == 200
    assert not response.cookies
    assert (response.content == b"") is (method == "HEAD")


def test_it_does_not_take_what_it_does_not_know(site):
    assert browse(site, "/", method="POST").status_code == 405
