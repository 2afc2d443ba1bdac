"""GET /apercu/"""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from core.tenancy import mairie_context
from tenant_apps.website.services.preview import preview_link
from tests.sites import browse
from tests.tenant_apps.website.factories import make_page


@pytest.fixture
def link(mairie_a):
    """Path and query of a preview of Gif-sur-Yvette, whose site is not on line."""
    with mairie_context(mairie_a):
        make_page(title="École", slug="ecole", in_menu=True, is_published=True)
        make_page(title="Brouillon", slug="brouillon", is_published=False)
        return preview_link().url.removeprefix(mairie_a.url(""))


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


def test_a_link_opens_no_other_mairie(mairie_b, link):
    assert browse(mairie_b, link).status_code == 404


def test_a_link_is_over_after_an_hour(mairie_a, link):
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert browse(mairie_a, link).status_code == 404


@pytest.mark.parametrize("query", ["", "?token=", "?token=x", "?token=a:b:c", "?token=%00"])
def test_without_a_good_token_there_is_nothing(mairie_a, query):
    assert browse(mairie_a, f"/apercu/{query}").status_code == 404


@pytest.mark.parametrize("path", ["api/v1/docs/", "media/x.jpg", "nulle-part/"])
def test_only_pages_of_the_site_are_previewed(mairie_a, link, path):
    assert browse(mairie_a, link.replace("/apercu/", f"/apercu/{path}")).status_code == 404
