"""The two kinds of page there are: one with a form, and one that says what has been done."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.api.errors import Text
from core.pages.fields import ServiceForm
from core.pages.people import SIGN_IN
from core.tenancy import current
from tenant_apps.accounts.addresses import NEW_CODE_PAGE
from tenant_apps.website.services.rendering import Crumb, render_page


@dataclass(frozen=True, slots=True)
class Link:
    """Where else to go from a page."""

    label: Text
    url: str


HOME, SIGNING_IN = Link(gettext_lazy("Revenir à l'accueil"), "/"), Link(gettext_lazy("Se connecter"), SIGN_IN)


def form_page(
    request: HttpRequest,
    form: ServiceForm,
    *,
    title: str,
    submit: str,
    action: str,
    lead: str = "",
    notice: str = "",
    links: tuple[Link, ...] = (),
    again: ServiceForm | None = None,
    use: str = "",
) -> HttpResponse:
    """A page with the form; 422 when it was refused. `again` asks for another code for the same address,
    `use` says what the mairie does with what is asked.
    """
    context = {
        "title": title, "lead": lead, "notice": notice, "form": form, "action": action, "submit": submit,
        "links": links, "again": again, "again_action": NEW_CODE_PAGE, "use": use,
    }  # fmt: skip
    return _page(request, "accounts/form.html", context, status=form.status)


def message_page(
    request: HttpRequest, *, title: str, message: str, links: tuple[Link, ...] = (), status: int = 200
) -> HttpResponse:
    """A page that says how it went."""
    context = {"title": title, "message": message, "links": links, "is_refusal": status >= 400}
    return _page(request, "accounts/message.html", context, status=status)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int) -> HttpResponse:
    """Also while the site is not on line, whoever prepares it signs up and forgets passwords before; on the platform's
    host, where operators forget theirs, without the frame of a mairie.
    """
    if current() is None:
        response = render(request, template, {**context, "base": "accounts/platform.html"}, status=status)
    else:
        crumbs = [Crumb(_("Accueil"), "/"), Crumb(context["title"], "")]
        context = {**context, "base": "site/base.html", "crumbs": crumbs, "noindex": True}
        response = render_page(request, template, context, status=status, while_closed=True)
    response["Cache-Control"] = "no-store"
    return response
