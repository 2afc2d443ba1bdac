"""/mon-espace/preferences/: of what a person hears by mail, and how they read dates."""

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from core.api.addresses import client_address
from core.api.errors import DomainError
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.preferences.selectors.people import personal_choices
from tenant_apps.preferences.services.settings import update_settings
from tenant_apps.preferences.site.forms import PreferencesForm
from tenant_apps.website.services.rendering import render_space
from tenant_apps.website.services.space import to_done, what_is_done


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: PersonalRequest) -> HttpResponse:
    """Show and change the person's own settings; the mairie's are for its office."""
    if request.method == "POST":
        form = PreferencesForm(request.POST)
        if form.is_valid() and _changed(request, form):
            return to_done("space-preferences:preferences")
    else:
        form = PreferencesForm(initial=PreferencesForm.initial_of(personal_choices(user_id=request.user.id)))
    context = {"form": form, "done": what_is_done(request)}
    return render_space(request, "preferences/space/preferences.html", context, status=form.status)


def _changed(request: PersonalRequest, form: PreferencesForm) -> bool:
    try:
        update_settings(user=request.user, changes=form.changes, ip=client_address(request))
    except DomainError as error:
        form.refuse(error)
    return not form.errors
