"""/mon-espace/: what waits for whoever is signed in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from core.pages.people import PersonalRequest, signed_in
from tenant_apps.website.services.rendering import render_space


@signed_in
@require_safe
def home(request: PersonalRequest) -> HttpResponse:
    """The parts of the space, with what waits in each."""
    return render_space(request, "accounts/space/home.html", {})
