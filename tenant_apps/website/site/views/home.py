"""The home page: the sections that the mairie has made visible, in its order."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page, valid_until
from tenant_apps.events.selectors.public import upcoming_with_council
from tenant_apps.publications.selectors.public import latest_cards, next_change
from tenant_apps.website.selectors.site import Section, SiteView, current_site
from tenant_apps.website.services.rendering import render_page
from tenant_apps.website.site.forms import ContactForm
from tenant_apps.website.site.structured import organisation

EVENTS, NEWS = 6, 4
# Services that are seen at once; where there are a few more than that, all are.
SERVICES, FEW_MORE = 12, 3


@require_safe
@cached_page
def home(request: HttpRequest) -> HttpResponse:
    return show_home(request)


def show_home(request: HttpRequest) -> HttpResponse:
    """The home page, without a look at what was kept of it."""
    site = current_site()
    if moment := next_change():
        valid_until(request, moment)
    events, council = upcoming_with_council(limit=_count(site.section("events"), EVENTS))
    context = {
        "sections": [_shown(section) for section in site.visible_sections],
        "has_hero": any(section.type == "hero" for section in site.visible_sections),
        "services": _services(site),
        "events": events,
        "council": council,
        "news": _news(site),
        "form": ContactForm(),
        "structured": organisation(site),
    }
    return render_page(request, "site/home.html", context, site=site)


def _shown(section: Section) -> dict[str, Any]:
    return {"type": section.type, "template": f"site/sections/{section.type}.html", "content": section.content}


def _count(section: Section | None, default: int) -> int:
    return int(section.content.get("display_count") or default) if section else default


def _services(site: SiteView) -> dict[str, list[dict[str, Any]]]:
    """Those that are seen at once, and the rest, which one click shows."""
    section = site.section("services")
    services = section.content.get("services") or [] if section else []
    seen = SERVICES if len(services) > SERVICES + FEW_MORE else len(services)
    return {"first": services[:seen], "rest": services[seen:]}


def _news(site: SiteView) -> list[Any]:
    section = site.section("news")
    if section is None or not section.is_visible:
        return []
    return latest_cards(limit=_count(section, NEWS), categories=section.content.get("categories") or [])
