"""The mairie's own pages and the legal ones."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page
from tenant_apps.website.errors import PageNotFound
from tenant_apps.website.selectors.pages import PageView, page_by_slug
from tenant_apps.website.services.rendering import Crumb, is_preview, render_page


@require_safe
@cached_page
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page that is on line; in a preview also one that is not.

    Legal ones are read before the site is on line too: accounts and alerts already take data that they speak of.
    """
    try:
        found = page_by_slug(slug=slug, include_unpublished=is_preview(request))
    except PageNotFound as missing:
        raise Http404 from missing
    context = {"page": found, "crumbs": _crumbs(found)}
    return render_page(request, "site/page.html", context, while_closed=found.is_legal)


def _crumbs(page: PageView) -> list[Crumb]:
    """The page alone: segments of an address need not be pages."""
    return [Crumb(_("Accueil"), "/"), Crumb(page.title, "")]
