"""What the demo shows first."""

import pytest

from config.demo import content_website
from config.demo.accounts import People
from core.tenancy import mairie_context
from tenant_apps.website.colours import TEXT_RATIO, contrast
from tenant_apps.website.models import Page
from tenant_apps.website.selectors.opening import opening_status
from tenant_apps.website.selectors.site import current_site
from tests.factories import make_user


@pytest.fixture
def people(mairie_b):
    with mairie_context(mairie_b):
        accounts = {role: make_user(role=role) for role in ("mayor", "admin", "moderator", "citizen")}
        yield People(mairie_b, **accounts)


def test_a_site_of_the_demo_is_complete_and_on_line(people):
    content_website.fill(people)

    site = current_site()
    assert site.is_published
    assert None not in {site.logo, site.favicon, site.hero_image}
    assert len(site.section("services").content["services"]) == 8
    assert [link.title for link in site.menu] == ["Se déplacer", "Conseil municipal"]
    assert opening_status(contact=site.contact) is not None


@pytest.mark.parametrize("code", content_website.LOOKS)
def test_each_look_is_readable_and_its_services_lead_to_pages_that_exist(code):
    look = content_website.LOOKS[code]
    theme = look.theme

    assert contrast(theme["text_color"], theme["background_color"]) >= TEXT_RATIO
    assert contrast(theme["primary_color"], theme["background_color"]) >= TEXT_RATIO
    slugs = {f"/{page.slug}/" for page in look.pages}
    assert {link for *_texts, link in look.services} <= slugs | {"/contact/", "/agenda/"}


def test_pages_are_kept_as_they_are_written(people):
    content_website.fill(people)

    for text in content_website.LOOKS["17300"].pages:
        assert Page.objects.get(slug=text.slug).content.replace(' rel="noopener noreferrer"', "") == text.content
