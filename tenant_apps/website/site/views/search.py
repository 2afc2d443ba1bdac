"""Looking for something on the site."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tenant_apps.events.selectors.public import address_of as event_address
from tenant_apps.publications.selectors.public import address_of as publication_address
from tenant_apps.search.selectors.public import LONGEST, PublicHit, search_public
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, Pager, is_closed, page_number, render_page

PAGE_SIZE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form and, for a text, what everybody may read of it."""
    site, number = current_site(), page_number(request)
    text = " ".join(request.GET.get("q", "").split())[:LONGEST].replace("\x00", "")
    found = search_public(query="" if is_closed(request, site) else text, page=number, limit=PAGE_SIZE)
    context = {
        "text": text,
        "found": found,
        "results": [_shown(hit) for hit in found.hits],
        "pager": Pager.of(request, number=number, count=found.total, size=PAGE_SIZE, q=text),
        "noindex": True,
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Recherche"), "")],
    }
    return render_page(request, "site/search.html", context, site=site)


def _shown(hit: PublicHit) -> dict[str, Any]:
    if hit.kind == "publications":
        kind = _("Communiqué") if hit.type == "communique" else _("Actualité")
        return {"hit": hit, "kind": kind, "url": publication_address(hit.id, hit.title, hit.type)}
    if hit.kind == "events":
        return {"hit": hit, "kind": _("Événement"), "url": event_address(hit.id, hit.title)}
    return {"hit": hit, "kind": _("Page"), "url": f"/{hit.slug}/"}
