"""GET /apercu/"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.pages.audience import audience
from core.pages.shelves import shelves
from core.tenancy import mairie_context
from tenant_apps.website.services.preview import preview_link
from tests.core.pages.front import in_front
from tests.people import Person
from tests.sites import browse
from tests.tenant_apps.website.factories import make_page


@pytest.fixture
def link(mairie_a):
    """Path and query of a preview of Gif-sur-Yvette, whose site is not on line."""
    with mairie_context(mairie_a):
        make_page(title="École", slug="ecole", in_menu=True, is_published=True)
        make_page(title="Brouillon", slug="brouillon", is_published=False)
        return preview_link().url.removeprefix(mairie_a.url(""))


@pytest.fixture
def visitor(settings, monkeypatch):
    """Somebody in front of the layer that keeps pages."""
    settings.PAGE_CACHE_BYTES = 8 * 1024 * 1024
    shelves.clear()
    with in_front(monkeypatch) as somebody:
        yield somebody
    shelves.clear()


def test_it_shows_the_site_as_it_will_be_and_is_kept_nowhere(mairie_a, link):
    response = browse(mairie_a, link)
    text = response.content.decode()
    assert response.status_code == 200
    assert 'id="titre-services"' in text
    assert "Aperçu" in text
    assert '<meta name="robots" content="noindex">' in text
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_its_links_stay_in_the_preview(mairie_a, link):
    text = browse(mairie_a, link).content.decode()
    token = link.partition("token=")[2]
    assert f'href="/apercu/ecole/?token={token}"' in text
    assert browse(mairie_a, f"/apercu/ecole/?token={token}").status_code == 200


def test_it_shows_pages_that_are_not_on_line(mairie_a, link):
    assert browse(mairie_a, link.replace("/apercu/", "/apercu/brouillon/")).status_code == 200
    assert "Brouillon" not in browse(mairie_a, "/brouillon/").content.decode()


def test_nobody_else_sees_anything_of_it(mairie_a, link):
    browse(mairie_a, link)
    assert "Site en construction" in browse(mairie_a, "/").content.decode()


def test_a_preview_leaves_nothing_behind_for_the_public(mairie_a, link, visitor):
    preview = visitor.get(mairie_a.host, link.replace("/apercu/", "/apercu/contact/"))
    assert 'id="contact-name"' in preview.text
    assert "Aperçu" in preview.text

    closed = visitor.get(mairie_a.host, "/contact/")

    assert "Site en construction" in closed.text
    assert closed.headers["Cache-Control"] != "private, no-store"
    assert "X-Robots-Tag" not in closed.headers


def test_it_is_logged_as_what_it_is_and_counted_as_no_visit(mairie_a, link, visitor, caplog, monkeypatch):
    noted = []
    monkeypatch.setattr(audience, "note", lambda *what: noted.append(what))
    caplog.set_level("INFO", "core.request")

    visitor.get(mairie_a.host, link.replace("/apercu/", "/apercu/ecole/"))

    assert [record.path for record in caplog.records if record.name == "core.request"] == ["/apercu/ecole/?token=***"]
    assert noted == []


def test_a_link_opens_no_other_mairie(mairie_b, link):
    assert browse(mairie_b, link).status_code == 404


def test_a_link_is_over_after_an_hour(mairie_a, link):
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert browse(mairie_a, link).status_code == 404


@pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?token=a:b:c", "?token=%00"])
def test_without_a_good_token_there_is_nothing(mairie_a, query):
    assert browse(mairie_a, f"/apercu/{query}").status_code == 404


@pytest.mark.parametrize("path", ["api/v1/docs/", "media/x.jpg", "nulle-part/", "apercu/", "apercu/ecole/"])
def test_only_pages_of_the_site_are_previewed(mairie_a, link, path):
    assert browse(mairie_a, link.replace("/apercu/", f"/apercu/{path}")).status_code == 404


def test_it_opens_no_door_that_is_guarded(mairie_a, link):
    token = link.partition("token=")[2]
    for path in ("mon-espace/", "mon-espace/profil/", "mon-espace/messages/"):
        assert browse(mairie_a, f"/apercu/{path}?token={token}")["Location"].startswith("/connexion/?suite=")
    for path in ("deconnexion/", "inscription/code/"):
        assert browse(mairie_a, f"/apercu/{path}?token={token}").status_code == 405


def test_a_link_signs_nobody_out(mairie_a, link):
    person = Person.make(mairie_a)
    person.get(link.replace("/apercu/", "/apercu/deconnexion/"))
    person.read("/mon-espace/")


def test_what_people_do_for_themselves_is_no_preview(mairie_a, link):
    text = browse(mairie_a, link).content.decode()
    assert 'href="/mon-espace/"' in text
    assert "/apercu/mon-espace/" not in text
