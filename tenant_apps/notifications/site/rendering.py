"""The two kinds of page there are: one with a form, and one that says what has been done."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tenant_apps.website.services.rendering import Crumb, render_page


@dataclass(frozen=True, slots=True)
class Link:
    """Where else to go from a page."""

    label: str
    url: str


def form_page(
    request: HttpRequest,
    *,
    title: str,
    lead: str,
    submit: str,
    form: Form | None = None,
    items: list[str] | None = None,
    notice: str = "",
    link: Link | None = None,
    is_private: bool = True,
) -> HttpResponse:
    """A page with a button and perhaps a form (422 when it was refused); `items` is a list below the lead."""
    context = {
        "title": title, "lead": lead, "items": items, "form": form, "submit": submit, "notice": notice, "link": link,
        "noindex": is_private,
    }  # fmt: skip
    return _page(
        request, "alertes/form.html", context, status=422 if form and form.errors else 200, while_closed=is_private
    )


def message_page(
    request: HttpRequest, *, title: str, message: str, link: Link | None = None, status: int = 200
) -> HttpResponse:
    """A page that says how it went."""
    context = {"title": title, "message": message, "link": link, "is_refusal": status >= 400, "noindex": True}
    return _page(request, "alertes/message.html", context, status=status, while_closed=True)


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int, while_closed: bool
) -> HttpResponse:
    """Addresses hold tokens: they are neither kept nor told to other sites, and work while the site is not on line."""
    crumbs = [Crumb(_("Accueil"), "/"), Crumb(context["title"], "")]
    response = render_page(request, template, {**context, "crumbs": crumbs}, status=status, while_closed=while_closed)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
