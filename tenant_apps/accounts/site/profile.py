"""/mon-espace/profil/: who the person is, and the address by which they sign in."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.api.errors import DomainError, ValidationFailed
from core.pages.people import PersonalRequest, signed_in
from core.tenancy.storage import media_url
from tenant_apps.accounts.errors import EmailTaken
from tenant_apps.accounts.services import email_change
from tenant_apps.accounts.services.profile import update_profile
from tenant_apps.accounts.site.cookies import device_in
from tenant_apps.accounts.site.forms import NewAddressCodeForm, NewAddressForm, ProfileForm
from tenant_apps.website.services.rendering import Crumb, render_space
from tenant_apps.website.services.space import render_space_form, to_done, what_is_done

MAX_BYTES = 12 * 1024 * 1024
FIELDS = ("first_name", "last_name", "phone", "birth_year")


@signed_in(max_bytes=MAX_BYTES)
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonalRequest) -> HttpResponse:
    """Show and change what the person says of themselves."""
    user = request.user
    form = ProfileForm(request.POST or None, request.FILES or None, initial={n: getattr(user, n) for n in FIELDS})
    if not user.avatar:
        del form.fields["remove_avatar"]
    if request.method == "POST" and form.is_valid():
        try:
            update_profile(user=user, changes=form.changes)
            return to_done("space-account:profile")
        except DomainError as error:
            form.refuse(error)
    context = {"form": form, "avatar": media_url(user.avatar) if user.avatar else "", "done": what_is_done(request)}
    return render_space(request, "accounts/space/profile.html", context, status=form.status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: PersonalRequest) -> HttpResponse:
    """Ask for the new address and the password, then for the code that only the new address receives."""
    if request.method != "POST":
        return _asking(request, NewAddressForm())
    if "otp_code" in request.POST:
        return _confirmed(request, NewAddressCodeForm(request.POST))
    form = NewAddressForm(request.POST)
    if not form.is_valid() or not _requested(request, form):
        return _asking(request, form)
    return _code(request, NewAddressCodeForm(initial={"email": form.cleaned_data["email"]}))


def _requested(request: PersonalRequest, form: NewAddressForm) -> bool:
    try:
        email_change.request_change(user=request.user, ip=device_in(request).ip, **form.cleaned_data)
    except EmailTaken as error:
        form.refuse(ValidationFailed({"email": [error.message]}))
    except DomainError as error:
        form.refuse(error)
    return not form.errors


def _confirmed(request: PersonalRequest, form: NewAddressCodeForm) -> HttpResponse:
    if form.is_valid():
        email, code = form.cleaned_data["email"], form.cleaned_data["otp_code"]
        try:
            email_change.confirm_change(user=request.user, email=email, code=code, session_id=request.session_id)
            return to_done("space-account:profile")
        except DomainError as error:
            form.refuse(error)
    return _code(request, form)


def _asking(request: PersonalRequest, form: NewAddressForm) -> HttpResponse:
    return render_space_form(
        request,
        form,
        title=_("Changer d'adresse électronique"),
        lead=_(
            "Un code est envoyé à la nouvelle adresse ; l'ancienne (%(email)s) vaut jusqu'à ce que vous le saisissiez."
        )
        % {"email": request.user.email},
        submit=_("Recevoir le code"),
        back=Crumb(_("Mon profil"), reverse("space-account:profile")),
    )


def _code(request: PersonalRequest, form: NewAddressCodeForm) -> HttpResponse:
    return render_space_form(
        request,
        form,
        title=_("Saisir le code reçu"),
        lead=_("Un code vient d'être envoyé à %(email)s.") % {"email": form["email"].value()},
        submit=_("Changer d'adresse"),
        back=Crumb(_("Saisir une autre adresse"), reverse("space-account:address")),
    )
