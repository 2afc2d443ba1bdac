"""GET /agenda/ and what is below it."""

import re

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tests.sites import browse, publish_site, read, statements
from tests.tenant_apps.events.factories import DAY, HOUR, at, make_event

BASE = "/agenda/"


@pytest.fixture
def site(mairie_a, inside):
    publish_site(mairie_a)
    inside(mairie_a)
    return mairie_a


def cell(page, day):
    """The cell of a day in the grid."""
    return next(found for found in re.findall(r"<td.*?</td>", page, re.DOTALL) if f'datetime="{day}"' in found)


@pytest.mark.usefixtures("in_november_2026")
class TestMonth:
    def test_this_month_is_shown_in_whole_weeks_from_monday(self, site):
        page = read(site, BASE)
        days = re.findall(r'<td[^>]*><time datetime="([^"]+)"', page)
        assert (days[0], days[-1], len(days)) == ("2026-10-26", "2026-12-06", 42)
        assert 'aria-current="date"' in cell(page, "2026-11-24")
        assert "Armistice" in cell(page, "2026-11-11")

    def test_an_event_is_on_each_of_its_days_at_the_mairies_time(self, site):
        make_event(title="Salon", start_at=at("2026-12-04 08:30"), end_at=at("2026-12-06 17:00"))
        page = read(site, f"{BASE}?mois=2026-12")
        assert "9\u00a0h\u00a030" in cell(page, "2026-12-04")
        for day in ("2026-12-04", "2026-12-05", "2026-12-06"):
            assert "Salon" in cell(page, day)
        assert "Salon" not in cell(page, "2026-12-07")

    def test_private_events_are_not_there(self, site):
        make_event(title="Entretien", is_public=False)
        assert "Entretien" not in read(site, BASE)

    @pytest.mark.parametrize(("month", "is_indexed"), [("2026-10", False), ("2026-11", True), ("2026-12", True)])
    def test_search_engines_keep_no_month_that_is_over(self, site, month, is_indexed):
        assert ('content="noindex"' not in read(site, f"{BASE}?mois={month}")) == is_indexed

    def test_neighbours_can_be_turned_to_but_not_for_ever(self, site):
        page = read(site, BASE)
        assert 'href="/agenda/?mois=2026-10"' in page
        assert 'href="/agenda/?mois=2026-12"' in page
        assert "?mois=2028-12" not in read(site, f"{BASE}?mois=2028-11")

    @pytest.mark.parametrize("month", ["2026-13", "2026-1", "0000-01", "x", "2026-12-01", "9999-12", "2020-01", "%00"])
    def test_a_month_that_there_is_not_is_404(self, site, month):
        assert browse(site, f"{BASE}?mois={month}").status_code == 404

    def test_the_number_of_statements_does_not_grow(self, site):
        with statements() as few:
            read(site, BASE)
        with mairie_context(site):
            for _number in range(30):
                make_event()
        with statements() as many:
            read(site, BASE)
        assert len(few) == len(many) == 3


class TestList:
    def test_it_shows_what_is_not_over_in_the_order_of_time(self, site):
        now = timezone.now()
        make_event(title="Après", start_at=now + 2 * DAY)
        make_event(title="Avant", start_at=now + DAY)
        make_event(title="En cours", start_at=now - HOUR / 2)
        make_event(title="Passé", start_at=now - DAY)
        make_event(title="Privé", is_public=False)
        page = read(site, f"{BASE}liste/")
        assert re.findall(r'<h2><a href="[^"]+">([^<]+)</a>', page) == ["En cours", "Avant", "Après"]

    def test_a_category_can_be_chosen(self, site):
        make_event(title="Conseil", category="conseil")
        make_event(title="Match", category="sport")
        page = read(site, f"{BASE}liste/?categorie=sport")
        assert "Match" in page
        assert ">Conseil</a></h2>" not in page

    @pytest.mark.parametrize("query", ["page=0", "page=2", "page=x", "categorie=inconnue", "categorie=%27"])
    def test_what_there_is_not_is_404(self, site, query):
        make_event()
        assert browse(site, f"{BASE}liste/?{query}").status_code == 404

    def test_pages_keep_the_category(self, site):
        for _number in range(13):
            make_event(category="sport")
        assert f'href="{BASE}liste/?categorie=sport&amp;page=2"' in read(site, f"{BASE}liste/?categorie=sport")


@pytest.mark.usefixtures("in_november_2026")
class TestDetail:
    def test_it_says_what_when_and_where(self, site):
        event = make_event(
            title="Conseil municipal", category="conseil",
            start_at=at("2026-12-01 17:30"), end_at=at("2026-12-01 20:00"),
            location_name="Salle des fêtes", location_address="2 rue de la Mairie", description="Ordre du jour <b>",
            notes="Quorum fragile",
        )  # fmt: skip
        page = read(site, f"{BASE}{event.pk}-conseil-municipal/")
        assert "<h1>Conseil municipal</h1>" in page
        assert "mardi 1er\u00a0décembre 2026" in page
        assert "18\u00a0h\u00a030 – 21\u00a0h" in page
        assert "Salle des fêtes" in page
        assert "Ordre du jour &lt;b&gt;" in page
        assert "Quorum fragile" not in page
        assert '"@type":"Event"' in page

    def test_a_private_event_is_404_as_a_page_and_as_a_file(self, site):
        event = make_event(title="Entretien", is_public=False)
        assert browse(site, f"{BASE}{event.pk}-entretien/").status_code == 404
        assert browse(site, f"{BASE}{event.pk}.ics").status_code == 404

    def test_an_outdated_title_leads_to_the_right_address(self, site):
        event = make_event(title="Fête")
        response = browse(site, f"{BASE}{event.pk}-bal/")
        assert (response.status_code, response["Location"]) == (301, f"{BASE}{event.pk}-fete/")

    @pytest.mark.parametrize(
        "name", ["0-x/", "999999999999999999-x/", "abc/", "0.ics", "99999999999999999999.ics", "x.ics"]
    )
    def test_a_malformed_or_unknown_address_is_404(self, site, name):
        response = browse(site, f"{BASE}{name}")
        assert response.status_code == 404

    def test_it_can_be_put_into_ones_own_calendar(self, site):
        event = make_event(title="Fête", notes="Secret")
        response = browse(site, f"{BASE}{event.pk}.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"SUMMARY:F\xc3\xaate" in response.content
        assert b"Secret" not in response.content
