"""Pages of a person's space that are one form, and how pages say what has just been done."""

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
    lead: str,
    back: Crumb,
    is_grave: bool = False,
) -> HttpResponse:
    """The form, with what was wrong in it; `back` leads out of it and `is_grave` warns of what can't be undone."""
    context = {"title": title, "lead": lead, "form": form, "submit": submit, "back": back, "is_grave": is_grave}
    return render_space(request, "space/form.html", context, status=form.status)


def address_of(name: str, *args: object, done: str = "") -> str:
    """The address of the page of that name, which says what is `done`."""
    return reverse(name, args=args) + (f"?{DONE}={done}" if done else "")


def to_done(name: str) -> HttpResponse:
    """To the page of that name, which says that it is done."""
    return HttpResponseRedirect(address_of(name, done="1"))


def what_is_done(request: HttpRequest) -> str:
    """What the page that is asked for has to say of it, nothing for most."""
    return request.GET.get(DONE, "")
