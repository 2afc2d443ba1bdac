"""How the mairie is reached."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.pages.cache import cached_page
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, render_page


@require_safe
@cached_page
def contact(request: HttpRequest) -> HttpResponse:
    """Address, hours and map."""
    site = current_site()
    section = site.section("contact")
    context = {
        "content": section.content if section else {},
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Contact"), "")],
    }
    return render_page(request, "site/contact.html", context, site=site)
