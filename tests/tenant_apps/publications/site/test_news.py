"""GET /actualites/ and what is below it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from core.tenancy import mairie_context
from tests.sites import browse, publish_site, read, statements
from tests.tenant_apps.publications.factories import make_comment, make_image, make_media, make_publication

BASE = "/actualites/"
DAY = timedelta(days=1)


@pytest.fixture
def site(mairie_a, inside):
    publish_site(mairie_a)
    inside(mairie_a)
    return mairie_a


def hidden_publications():
    """One of each kind that visitors do not see."""
    now = timezone.now()
    return [
        make_publication(title="Encore un brouillon", status="draft"),
        make_publication(title="Pour demain", status="scheduled", scheduled_at=now + DAY),
        make_publication(title="Déjà finie", expires_at=now - DAY),
        make_publication(title="Rangée", status="archived"),
    ]


def titles(page):
    return re.findall(r'<h2><a href="/actualites/[^"]+">([^<]+)</a>', page)


class TestList:
    def test_pinned_ones_come_first_and_then_the_newest(self, site):
        now = timezone.now()
        make_publication(title="Ancienne", published_at=now - 3 * DAY)
        make_publication(title="Nouvelle", published_at=now - DAY)
        make_publication(title="Épinglée", published_at=now - 9 * DAY, is_pinned=True)
        make_publication(title="Venue à son heure", status="scheduled", scheduled_at=now - 2 * DAY)
        assert titles(read(site, BASE)) == ["Épinglée", "Nouvelle", "Venue à son heure", "Ancienne"]

    def test_what_is_not_public_is_on_no_list(self, site):
        hidden_publications()
        page = read(site, BASE)
        assert titles(page) == []
        assert "Rien n&#x27;a encore été publié ici." in page or "Rien n'a encore été publié ici." in page

    def test_a_category_shows_its_own(self, site):
        make_publication(title="Concert", category="culture")
        make_publication(title="Travaux", category="urbanisme")
        assert titles(read(site, f"{BASE}categorie/culture/")) == ["Concert"]

    def test_communiques_have_a_list_of_their_own(self, site):
        make_publication(title="Concert")
        make_publication(title="Arrêté", type="communique")
        assert titles(read(site, f"{BASE}communiques/")) == ["Arrêté"]

    def test_pages_lead_to_each_other(self, site):
        for number in range(13):
            make_publication(title=f"Nouvelle {number}")
        first = read(site, BASE)
        second = read(site, f"{BASE}?page=2")
        assert (len(titles(first)), len(titles(second))) == (12, 1)
        assert f'rel="next" href="{BASE}?page=2"' in first
        assert f'rel="prev" href="{BASE}"' in second

    @pytest.mark.parametrize("page", ["0", "-1", "2", "x", "1e3", "99999999999999999999", "²"])
    def test_a_page_that_there_is_not_is_404(self, site, page):
        make_publication()
        assert browse(site, f"{BASE}?page={page}").status_code == 404

    @pytest.mark.parametrize("slug", ["inconnue", "CULTURE", "%00", "a" * 300])
    def test_a_category_that_there_is_not_is_404(self, site, slug):
        assert browse(site, f"{BASE}categorie/{slug}/").status_code == 404

    def test_the_number_of_statements_does_not_grow(self, site):
        make_publication()
        with statements() as few:
            read(site, BASE)
        with mairie_context(site):
            for _number in range(11):
                make_publication()
        with statements() as many:
            read(site, BASE)
        assert len(few) == len(many) == 5


class TestDetail:
    def test_it_shows_text_gallery_and_comments(self, site):
        publication = make_publication(title="Fête : le programme", content="<p>Venez <strong>tous</strong>.</p>")
        make_image(publication, alt_text="La place décorée")
        make_comment(publication, content="Vivement samedi <3")
        page = read(site, f"{BASE}{publication.pk}-fete-le-programme/")
        assert "<h1>Fête\u00a0: le programme</h1>" in page
        assert "<p>Venez <strong>tous</strong>.</p>" in page
        assert 'alt="La place décorée"' in page
        assert "Vivement samedi &lt;3" in page

    def test_a_cover_keeps_its_place_and_comes_in_widths(self, site):
        cover = make_media(width=1200, height=630, widths=[480, 800], alt_text="Le pont")
        publication = make_publication(title="Pont", cover=cover)
        page = read(site, f"{BASE}{publication.pk}-pont/")
        stem = cover.name.removesuffix(".jpg")
        assert f'srcset="/media/{stem}_480.webp 480w, /media/{stem}_800.webp 800w, /media/{cover.name} 1200w"' in page
        assert 'width="1200" height="630" alt="Le pont"' in page

    def test_what_is_not_public_is_404(self, site):
        for publication in hidden_publications():
            with mairie_context(site):
                slug = re.sub(r"[^a-z]+", "-", publication.title.lower())
            assert browse(site, f"{BASE}{publication.pk}-{slug}/").status_code == 404

    def test_an_outdated_title_leads_to_the_right_address(self, site):
        publication = make_publication(title="Nouveau titre")
        response = browse(site, f"{BASE}{publication.pk}-ancien-titre/")
        assert (response.status_code, response["Location"]) == (301, f"{BASE}{publication.pk}-nouveau-titre/")

    def test_a_title_without_letters_has_an_address_too(self, site):
        publication = make_publication(title="!!!")
        assert browse(site, f"{BASE}{publication.pk}-post/").status_code == 200

    @pytest.mark.parametrize("name", ["0-x", "999999999-x", "999999999999999999-x", "x-1", "1", "-1-x", "1-%00"])
    def test_a_malformed_or_unknown_address_is_404(self, site, name):
        assert browse(site, f"{BASE}{name}/").status_code == 404

    def test_hidden_and_deleted_comments_are_not_read(self, site):
        publication = make_publication(title="Avis")
        make_comment(publication, content="Lisible")
        make_comment(publication, content="Insulte", status="hidden")
        make_comment(publication, content="Regret", status="deleted")
        page = read(site, f"{BASE}{publication.pk}-avis/")
        assert "Lisible" in page
        assert "Insulte" not in page
        assert "Regret" not in page

    def test_search_engines_are_told_what_it_is_and_no_text_ends_the_script(self, site):
        publication = make_publication(title="</script><b>", excerpt="</script>")
        page = read(site, f"{BASE}{publication.pk}-scriptb/")
        block = page.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
        assert '"@type":"NewsArticle"' in block
        assert "\\u003C/script\\u003E" in block

    def test_the_number_of_statements_is_fixed(self, site):
        publication = make_publication(title="Avis")
        for _number in range(5):
            make_comment(publication)
        with statements() as sent:
            read(site, f"{BASE}{publication.pk}-avis/")
        assert len(sent) == 6


class TestFeeds:
    @pytest.mark.parametrize(
        ("name", "type"), [("flux.rss", "application/rss+xml"), ("flux.atom", "application/atom+xml")]
    )
    def test_a_feed_has_what_is_public_whole(self, site, name, type):
        make_publication(
            title="Nouvelle", content='<p>Du <em>texte</em> <img src="/media/publications/a.jpg" alt=""></p>'
        )
        hidden_publications()
        response = browse(site, f"{BASE}{name}")
        text = response.content.decode()
        assert response["Content-Type"].startswith(type)
        assert "Nouvelle" in text
        assert site.url("/media/publications/a.jpg") in text
        for hidden in ("brouillon", "Pour demain", "Déjà finie", "Rangée"):
            assert hidden not in text
