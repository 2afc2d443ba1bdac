"""The site of a new mairie."""

from tenant_apps.website.models import Page, Site
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.provisioning import ensure_site

SERVICES = ["État civil", "Urbanisme", "Élections", "Agenda"]


def test_a_new_mairie_has_the_five_sections_and_its_official_data(inside, mairie_a):
    inside(mairie_a)

    site = current_site()

    assert [section.id for section in site.sections] == [
        "section_hero",
        "section_services",
        "section_events",
        "section_news",
        "section_contact",
    ]
    assert site.section("hero").content == {
        "title": "Bienvenue à la mairie de Gif-sur-Yvette",
        "subtitle": "Au service des 22\N{NARROW NO-BREAK SPACE}544 habitants de la commune",
        "cta_text": "Découvrir nos services",
        "cta_link": "/#services",
        "background_image": None,
    }
    assert [service["title"] for service in site.section("services").content["services"]] == SERVICES
    assert site.meta["title"] == "Mairie de Gif-sur-Yvette - Site officiel"
    assert site.contact["opening_hours"]["monday"] == {"open": None, "close": None, "slots": []}
    assert (site.is_published, site.domain, site.code) == (False, mairie_a.host, "91272")


def test_its_legal_pages_are_there_and_on_line(inside, mairie_a):
    inside(mairie_a)

    assert [(link.title, link.url) for link in current_site().legal] == [
        ("Mentions légales", "/mentions-legales/"),
        ("Données personnelles", "/donnees-personnelles/"),
        ("Accessibilité : non conforme", "/accessibilite/"),
    ]


def test_a_mairie_from_before_there_were_sites_gets_its_own_at_the_first_look(inside, mairie_a):
    inside(mairie_a)
    Site.objects.all().delete()
    Page.objects.all().delete()

    site = current_site()

    assert (len(site.sections), len(site.legal)) == (5, 3)


def test_what_the_mairie_changed_is_never_made_anew(inside, mairie_a):
    inside(mairie_a)
    Site.objects.update(meta={"title": "Autre"})

    ensure_site()

    assert Site.objects.get().meta == {"title": "Autre"}
    assert Page.objects.count() == 3
