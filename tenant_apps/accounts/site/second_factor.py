"""/mon-espace/securite/double-authentification/: a code beside the password, turned on and off."""

from typing import Any

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.api.errors import DomainError
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.accounts.services import two_factor
from tenant_apps.accounts.site.forms import ConfirmFactorForm, DisableFactorForm
from tenant_apps.accounts.site.security import SECURITY
from tenant_apps.website.services.rendering import Crumb, render_space
from tenant_apps.website.services.space import render_space_form, to_done

PIXELS_A_MODULE = 6
GROUP = 4


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: PersonalRequest) -> HttpResponse:
    """What it is and how to begin; for whoever has it, how to give it up."""
    if not request.user.two_factor_enabled:
        return _enrolment_page(request, ConfirmFactorForm(), {})
    form = DisableFactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            two_factor.disable(user=request.user, **form.cleaned_data)
            return to_done(SECURITY)
        except DomainError as error:
            form.refuse(error)
    return render_space_form(
        request,
        form,
        title=_("Désactiver la double authentification"),
        lead=_("Seul votre mot de passe protégera encore votre compte."),
        submit=_("Désactiver"),
        back=Crumb(_("Sécurité"), reverse(SECURITY)),
    )


@signed_in
@require_POST
def begin(request: PersonalRequest) -> HttpResponse:
    """Show the secret and the backup codes, this once."""
    enrolment = two_factor.start(user=request.user)
    secret = enrolment.secret
    context = {
        "qr_code": segno.make(enrolment.uri, micro=False).png_data_uri(scale=PIXELS_A_MODULE),
        "secret": " ".join(secret[start : start + GROUP] for start in range(0, len(secret), GROUP)),
        "backup_codes": enrolment.backup_codes,
    }
    return _enrolment_page(request, ConfirmFactorForm(), context)


@signed_in
@require_POST
def confirm(request: PersonalRequest) -> HttpResponse:
    """Turn it on with a first code of the application."""
    form = ConfirmFactorForm(request.POST)
    if form.is_valid():
        try:
            two_factor.confirm(user=request.user, session_id=request.session_id, **form.cleaned_data)
            return to_done(SECURITY)
        except DomainError as error:
            form.refuse(error)
    return _enrolment_page(request, form, {"has_begun": True})


def _enrolment_page(request: PersonalRequest, form: ConfirmFactorForm, context: dict[str, Any]) -> HttpResponse:
    context = {"form": form, **context}
    return render_space(request, "accounts/space/second_factor.html", context, status=form.status)
