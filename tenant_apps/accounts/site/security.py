"""/mon-espace/securite/: the password, and the devices that are signed in."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.api.errors import DomainError
from core.pages.people import PersonalRequest, signed_in
from tenant_apps.accounts.selectors.sessions import live_sessions
from tenant_apps.accounts.services.passwords import change_own
from tenant_apps.accounts.services.session_rules import session_rules
from tenant_apps.accounts.services.sessions import end_own, revoke_all
from tenant_apps.accounts.site.devices import device_name
from tenant_apps.accounts.site.forms import ChangePasswordForm
from tenant_apps.website.services.rendering import Crumb, render_space
from tenant_apps.website.services.space import render_space_form, to_done, what_is_done

SECURITY = "space-account:security"


@signed_in
@require_safe
def security(request: PersonalRequest) -> HttpResponse:
    """What protects the account, and where it is signed in."""
    sessions = live_sessions(user_id=request.user.id, seen_since=session_rules().seen_since)
    devices = [(session, device_name(session.user_agent), session.id == request.session_id) for session in sessions]
    context = {"devices": sorted(devices, key=lambda device: not device[2]), "done": what_is_done(request)}
    return render_space(request, "accounts/space/security.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: PersonalRequest) -> HttpResponse:
    """Another password, for whoever knows the present one; the other devices have to sign in again."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        current, new = form.cleaned_data["current_password"], form.cleaned_data["new_password"]
        try:
            change_own(user=request.user, current=current, password=new, session_id=request.session_id)
            return to_done(SECURITY)
        except DomainError as error:
            form.refuse(error)
    return render_space_form(
        request,
        form,
        title=_("Changer de mot de passe"),
        lead=_("Vos autres appareils seront déconnectés."),
        submit=_("Changer de mot de passe"),
        back=Crumb(_("Sécurité"), reverse(SECURITY)),
    )


@signed_in
@require_POST
def end_device(request: PersonalRequest, session_id: UUID) -> HttpResponse:
    """Sign one device out."""
    end_own(user=request.user, session_id=session_id)
    return to_done(SECURITY)


@signed_in
@require_POST
def end_others(request: PersonalRequest) -> HttpResponse:
    """Sign all devices out but this one."""
    revoke_all(user=request.user, keep=request.session_id)
    return to_done(SECURITY)
