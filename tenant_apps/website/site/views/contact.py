"""How the mairie is reached, and writing to it without an account."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.api.errors import ValidationFailed
from core.pages.cache import cached_page
from core.pages.forms import public_form
from tenant_apps.messages.services.conversations import start_from_visitor
from tenant_apps.website.selectors.site import current_site
from tenant_apps.website.services.rendering import Crumb, is_closed, render_page
from tenant_apps.website.site.forms import ContactForm

RATE = "10/h"
SENT = "/contact/merci/"


@require_http_methods(["GET", "HEAD", "POST"])
@public_form(rate=RATE)
def contact(request: HttpRequest) -> HttpResponseBase:
    """Address, hours, map and form."""
    return _send(request) if request.method == "POST" else _form(request)


@require_safe
@cached_page
def thanks(request: HttpRequest) -> HttpResponse:
    """That the message has arrived."""
    crumbs = [Crumb(_("Accueil"), "/"), Crumb(_("Contact"), "/contact/"), Crumb(_("Message envoyé"), "")]
    return render_page(request, "site/contact_sent.html", {"crumbs": crumbs, "noindex": True})


@cached_page
def _form(request: HttpRequest) -> HttpResponse:
    return _page(request, ContactForm())


def _send(request: HttpRequest) -> HttpResponse:
    """Hand the message on and lead away, so that reloading sends nothing twice; a robot is told the same."""
    form = ContactForm(request.POST)
    if not form.is_valid() or is_closed(request, current_site()):
        return _page(request, form, status=422)
    if not getattr(request, "is_robot", False):
        try:
            start_from_visitor(**form.cleaned_data)
        except ValidationFailed as refusal:
            form.refuse(refusal)
            return _page(request, form, status=422)
    return HttpResponseRedirect(SENT)


def _page(request: HttpRequest, form: ContactForm, *, status: int = 200) -> HttpResponse:
    site = current_site()
    section = site.section("contact")
    context = {
        "form": form,
        "content": section.content if section else {},
        "crumbs": [Crumb(_("Accueil"), "/"), Crumb(_("Contact"), "")],
    }
    return render_page(request, "site/contact.html", context, status=status, site=site)
