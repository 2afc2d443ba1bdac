"""/mon-espace/donnees/quitter/: the end of an account."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.api.errors import DomainError
from core.pages.people import SIGN_IN, PersonalRequest, signed_in
from tenant_apps.accounts.services.leaving import delete_own_account
from tenant_apps.accounts.site.cookies import take_ticket
from tenant_apps.accounts.site.forms import LeaveForm
from tenant_apps.accounts.site.signing_in import LEFT
from tenant_apps.website.services.rendering import Crumb
from tenant_apps.website.services.space import render_space_form


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: PersonalRequest) -> HttpResponse:
    """Delete the account of whoever knows its password."""
    with_code = request.user.two_factor_enabled
    form = LeaveForm(request.POST if request.method == "POST" else None, with_code=with_code)
    if request.method == "POST" and form.is_valid():
        try:
            delete_own_account(user=request.user, **{"otp_code": "", **form.cleaned_data})
            response = HttpResponseRedirect(f"{SIGN_IN}?{LEFT}=1")
            take_ticket(response)
            return response
        except DomainError as error:
            form.refuse(error)
    return render_space_form(
        request,
        form,
        title=_("Supprimer mon compte"),
        lead=_(
            "Vos données personnelles seront effacées, et vous ne pourrez pas revenir en arrière. Ce que vous avez "
            "publié reste, sous un nom neutre. Pensez d'abord à demander une copie de vos données."
        ),
        submit=_("Supprimer définitivement mon compte"),
        back=Crumb(_("Mes données"), reverse("space-data:data")),
        is_grave=True,
    )
