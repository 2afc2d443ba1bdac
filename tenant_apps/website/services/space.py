"""Pages of a person's space that are one form."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from core.pages.fields import ServiceForm
from tenant_apps.website.services.rendering import Crumb, render_space

DONE = "fait"


def render_space_form(
    request: HttpRequest,
    form: ServiceForm,
    *,
    title: str,
    submit: str,
    lead: str = "",
    notice: str = "",
    back: Crumb | None = None,
    is_grave: bool = False,
) -> HttpResponse:
    """The form, with what was wrong in it; `notice` says what sending it has just done, `back` leads out of it and
    `is_grave` warns of what can't be undone.
    """
    context = {
        "title": title, "lead": lead, "notice": notice, "form": form, "submit": submit, "back": back,
        "is_grave": is_grave,
    }  # fmt: skip
    return render_space(request, "space/form.html", context, status=form.status)


def to_done(name: str) -> HttpResponse:
    """To the page of that name, which says that it is done."""
    return HttpResponseRedirect(f"{reverse(name)}?{DONE}=1")


def is_done(request: HttpRequest) -> bool:
    return DONE in request.GET
