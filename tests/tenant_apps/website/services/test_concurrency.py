"""Several people at once, on real connections with real commits."""

import pytest

from tenant_apps.website.models import Page, Site
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.configuration import update_configuration
from tenant_apps.website.services.pages import create_page
from tenant_apps.website.services.publishing import publish, unpublish
from tenant_apps.website.services.sections import SectionChanges, update_section
from tests.factories import make_user
from tests.tenant_apps.website.factories import reachable
from tests.together import at_once

pytestmark = pytest.mark.usefixtures("committed_db")


def test_changes_of_different_parts_all_stay(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")

    at_once(
        mairie_a,
        lambda: update_configuration(actor=mayor, fields={"meta": {"title": "Titre"}}),
        lambda: update_configuration(actor=mayor, fields={"meta": {"description": "Description"}}),
        lambda: update_configuration(actor=mayor, fields={"contact": {"phone": "01 02 03 04 05"}}),
        lambda: update_section(
            section_id="section_hero", actor=mayor, changes=SectionChanges(content={"title": "Bonjour"})
        ),
        lambda: update_section(section_id="section_news", actor=mayor, changes=SectionChanges(is_visible=False)),
    )

    site = current_site()
    assert (site.meta["title"], site.meta["description"]) == ("Titre", "Description")
    assert site.contact["phone"] == "01 02 03 04 05"
    assert site.section("hero").content["title"] == "Bonjour"
    assert site.section("news").is_visible is False


def test_one_address_is_given_once(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")

    results = at_once(
        mairie_a, *[lambda: create_page(actor=mayor, fields={"title": "École", "slug": "ecole"}).slug] * 4
    )

    assert sorted(results) == ["PageExists", "PageExists", "PageExists", "ecole"]


def test_first_looks_at_once_make_one_site(mairie_a, inside):
    inside(mairie_a)
    Site.objects.all().delete()
    Page.objects.all().delete()

    results = at_once(mairie_a, *[lambda: len(current_site().legal)] * 4)

    assert (results, Site.objects.count(), Page.objects.count()) == ([3, 3, 3, 3], 1, 3)


def test_publishing_and_unpublishing_leave_a_whole_state(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")
    reachable()

    at_once(mairie_a, *[lambda: publish(actor=mayor), lambda: unpublish(actor=mayor)] * 3)

    site = Site.objects.get()
    assert site.is_published == (site.published_at is not None)
