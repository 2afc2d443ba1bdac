"""Put the site on line, or take it off."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tenant_apps.dashboard.services import Actor
from tenant_apps.website.errors import SiteIncomplete
from tenant_apps.website.models import Page, Site
from tenant_apps.website.services.locks import lock_site
from tenant_apps.website.services.records import record_site

REACHED_BY = ("address", "email", "phone")


@transaction.atomic
def publish(*, actor: Actor) -> Site:
    """Put the site on line; one that is on line stays as it is. Raises SiteIncomplete."""
    site = lock_site()
    if site.is_published:
        return site
    if missing := _missing(site):
        raise SiteIncomplete(details={"missing": missing})
    site.is_published, site.published_at = True, timezone.now()
    return _saved(site, "site_published", _("Site publié"), actor)


@transaction.atomic
def unpublish(*, actor: Actor) -> Site:
    """Take the site off line; visitors are told that it is being prepared."""
    site = lock_site()
    if not site.is_published:
        return site
    site.is_published, site.published_at = False, None
    return _saved(site, "site_unpublished", _("Site dépublié"), actor)


def _missing(site: Site) -> list[dict[str, str]]:
    """What visitors and the law expect of a public site and is not there yet."""
    checks = {
        "meta.title": (bool(site.meta.get("title")), _("Donnez un titre au site.")),
        "contact": (
            any(site.contact.get(name) for name in REACHED_BY),
            _("Indiquez comment joindre la mairie : une adresse, un courriel ou un téléphone."),
        ),
        "sections": (
            any(section["is_visible"] for section in site.sections),
            _("Rendez visible au moins une section de l'accueil."),
        ),
        "pages.mentions-legales": (
            Page.objects.filter(kind=Page.Kind.LEGAL_NOTICE, is_published=True).exists(),
            _("Publiez les mentions légales."),
        ),
    }
    return [{"field": field, "message": message} for field, (is_there, message) in checks.items() if not is_there]


def _saved(site: Site, type: str, title: str, actor: Actor) -> Site:
    site.updated_at = timezone.now()
    site.save()
    record_site(type=type, title=title, actor=actor)
    return site
