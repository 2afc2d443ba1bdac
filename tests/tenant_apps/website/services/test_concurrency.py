"""Several people at once, on real connections with real commits."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tenant_apps.media.models import Media
from tenant_apps.website.models import Page, Site
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.configuration import update_configuration
from tenant_apps.website.services.images import ImageChange
from tenant_apps.website.services.pages import create_page, delete_page, update_page
from tenant_apps.website.services.publishing import publish, unpublish
from tenant_apps.website.services.sections import SectionChanges, reorder_sections, update_section
from tests.factories import make_user
from tests.tenant_apps.media import samples
from tests.tenant_apps.website.factories import make_page, reachable
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


def test_orders_that_arrive_at_once_leave_one_of_them_whole(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")
    kinds = [section["type"] for section in Site.objects.get().sections]
    orders = [[f"section_{kind}" for kind in kinds[turn:] + kinds[:turn]] for turn in range(len(kinds))]

    at_once(
        mairie_a,
        *[lambda order=order: reorder_sections(order=order, actor=mayor) for order in orders],
        lambda: update_section(section_id="section_hero", actor=mayor, changes=SectionChanges(content={"title": "A"})),
    )

    sections = Site.objects.get().sections
    assert [f"section_{section['type']}" for section in sections] in orders
    assert next(section["content"]["title"] for section in sections if section["type"] == "hero") == "A"


def test_a_page_deleted_and_changed_at_once_is_gone_from_the_menu(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")
    page = make_page(title="École", slug="ecole", in_menu=True, is_published=True)

    results = at_once(
        mairie_a,
        *[lambda: delete_page(page_id=page.pk, actor=mayor)] * 2,
        lambda: update_page(page_id=page.pk, actor=mayor, fields={"title": "Écoles"}) and None,
    )

    assert results.count("PageNotFound") in {1, 2}
    assert "ecole" not in {entry.slug for entry in current_site().menu}


def test_logos_sent_at_once_leave_one_and_both_pictures_in_the_library(mairie_a, inside):
    inside(mairie_a)
    mayor = make_user(role="mayor")

    def send(name):
        logo = ImageChange("logo", "logo", SimpleUploadedFile(name, samples.image("PNG"), content_type="image/png"))
        return update_configuration(actor=mayor, fields={}, images=[logo]).logo_id

    stored = at_once(mairie_a, lambda: send("un.png"), lambda: send("deux.png"))

    assert Site.objects.get().logo_id in stored
    assert len(set(stored)) == Media.objects.count() == 2


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
