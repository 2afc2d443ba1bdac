"""Pages of the mairie's site."""

from django.http import HttpRequest, HttpResponse

from tenant_apps.website.services.rendering import render_page


def home(request: HttpRequest) -> HttpResponse:
    """What the mairie's address shows."""
    return render_page(request, "site/construction.html", {})
