"""What there is on the site, for people and for search engines."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page
from core.tenancy import require
from tenant_apps.events.selectors.public import upcoming
from tenant_apps.publications.selectors.categories import categories
from tenant_apps.publications.selectors.public import every_address
from tenant_apps.website.selectors.pages import published_pages
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, render_page

MOST_EVENTS = 500
FIXED = ("/", "/actualites/", "/agenda/", "/agenda/liste/", "/contact/", "/alertes/", "/plan-du-site/")


@require_safe
@cached_page
def plan(request: HttpRequest) -> HttpResponse:
    """Every part of the site on one page."""
    context = {
        "pages": published_pages(),
        "categories": categories(),
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Plan du site"), "")],
    }
    return render_page(request, "site/plan.html", context)


@require_safe
@cached_page
def sitemap(request: HttpRequest) -> HttpResponse:
    """Addresses of all that is on line, with the day of their last change."""
    if not current_site().is_published:
        raise Http404
    url = require().url
    entries = [{"url": url(address), "changed": changed} for address, changed in _addresses()]
    return render(request, "site/sitemap.xml", {"entries": entries}, content_type="application/xml; charset=utf-8")


@require_safe
@cached_page
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read but what has no content of its own; nothing before the site is on line."""
    if not current_site().is_published:
        lines = ["User-agent: *", "Disallow: /"]
    else:
        closed = ("/api/", "/recherche/", "/apercu/", "/messages/", "/alertes/", "/connexion/", "/mon-espace/")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
        lines += ["Allow: /alertes/$", "", f"Sitemap: {require().url('/sitemap.xml')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _addresses() -> Iterator[tuple[str, str]]:
    yield from ((address, "") for address in FIXED)
    yield from ((f"/{page.slug}/", page.updated_at.date().isoformat()) for page in published_pages())
    yield from ((category, "") for category in _categories())
    yield from ((address, changed.date().isoformat()) for address, changed in every_address())
    _count, events = upcoming(limit=MOST_EVENTS)
    yield from ((event.url, event.updated_at.date().isoformat()) for event in events)


def _categories() -> Iterator[str]:
    yield from (f"/actualites/categorie/{category.slug}/" for category in categories())
