"""/mot-de-passe/: a link for whoever forgot theirs, and the choice of a new one."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.api.addresses import client_address
from core.api.errors import ValidationFailed
from core.pages.forms import public_form
from core.tenancy import current
from tenant_apps.accounts.addresses import FORGOTTEN_PASSWORD_PAGE, NEW_PASSWORD_PAGE
from tenant_apps.accounts.services import mailing, passwords
from tenant_apps.accounts.services.attempts import count_mail, count_request
from tenant_apps.accounts.services.one_time import read_link_token
from tenant_apps.accounts.site.forms import EmailForm, NewPasswordForm
from tenant_apps.accounts.site.rendering import HOME, SIGNING_IN, Link, form_page, message_page


@public_form(rate="20/h")
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Mail a link; the answer is the same for an address without account."""
    form = EmailForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form_page(
            request,
            form,
            title=_("Mot de passe oublié"),
            lead=_("Nous vous envoyons un lien, valable une heure, pour choisir un nouveau mot de passe."),
            action=FORGOTTEN_PASSWORD_PAGE,
            submit=_("Recevoir le lien"),
        )
    if not request.is_robot:  # type: ignore[attr-defined]
        email = form.cleaned_data["email"]
        count_mail(email=email, ip=client_address(request))
        mailing.plan(kind=mailing.SEND_RESET_LINK, email=email)
    return message_page(
        request,
        title=_("Consultez votre messagerie"),
        message=_(
            "Si un compte existe pour cette adresse, un lien pour choisir un mot de passe vient d'y être envoyé."
        ),
        links=(HOME,),
    )


@public_form(rate="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def chosen(request: HttpRequest) -> HttpResponse:
    """Choose the password by the link of a mail; looking at the page does not use the link up."""
    if request.method != "POST":
        token = request.GET.get("token", "")[:1024]
        return _choice_page(request, NewPasswordForm(initial={"token": token})) if token else _unusable(request)
    form = NewPasswordForm(request.POST)
    if "token" in form.errors:
        return _unusable(request)
    if not form.is_valid() or not _changed(request, form):
        return _unusable(request) if "token" in form.errors else _choice_page(request, form)
    return message_page(
        request,
        title=_("Votre mot de passe est changé"),
        message=_("Connectez-vous désormais avec le nouveau. Par sécurité, vos appareils ont été déconnectés."),
        links=(SIGNING_IN if current() else HOME,),
    )


def _changed(request: HttpRequest, form: NewPasswordForm) -> bool:
    count_request(purpose="reset", ip=client_address(request))
    link, tenant = read_link_token(form.cleaned_data["token"]), current()
    try:
        if link is None or link.municipality != (tenant.code if tenant else ""):
            raise passwords.unusable_link()
        passwords.reset(link=link, password=form.cleaned_data["password"])
    except ValidationFailed as error:
        form.refuse(error)
    return not form.errors


def _choice_page(request: HttpRequest, form: NewPasswordForm) -> HttpResponse:
    return form_page(
        request,
        form,
        title=_("Choisir un mot de passe"),
        action=NEW_PASSWORD_PAGE,
        submit=_("Enregistrer le mot de passe"),
    )


def _unusable(request: HttpRequest) -> HttpResponse:
    return message_page(
        request,
        title=_("Ce lien n'est plus valable"),
        message=_("Il a déjà servi, il a été remplacé par un plus récent ou il est trop ancien."),
        links=(Link(_("Demander un nouveau lien"), FORGOTTEN_PASSWORD_PAGE),),
        status=422,
    )
