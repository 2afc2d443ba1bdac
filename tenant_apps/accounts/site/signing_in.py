"""/connexion/ and /deconnexion/: into one's own space and out of it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.api.errors import DomainError, ValidationFailed
from core.pages.fields import ServiceForm
from core.pages.forms import public_form
from core.pages.people import SIGN_IN, own_path, private
from core.tenancy import require
from tenant_apps.accounts.addresses import FORGOTTEN_PASSWORD_PAGE, REGISTRATION_PAGE
from tenant_apps.accounts.errors import IpNotAllowed, OtpInvalid, SignInExpired
from tenant_apps.accounts.services import two_steps
from tenant_apps.accounts.services.browsers import end_browser, ticket_for
from tenant_apps.accounts.services.login import SignedIn
from tenant_apps.accounts.site.cookies import device_in, give_ticket, take_ticket, ticket_in, visit_in
from tenant_apps.accounts.site.forms import CodeStepForm, SignInForm
from tenant_apps.accounts.site.rendering import Link, form_page

# What has just happened, as the address after it says.
SIGNED_OUT, LEFT = "deconnecte", "supprime"


@public_form(rate="100/15m", sets_cookies=True)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for address and password, then for a code where the account wants one; then go where one was going."""
    if request.method != "POST":
        return _welcome(request)
    form = CodeStepForm(request.POST) if "proof" in request.POST else SignInForm(request.POST)
    try:
        outcome = _outcome(request, form) if form.is_valid() else None
    except SignInExpired as error:
        return _welcome(request) if ticket_in(request) else _page(request, SignInForm(), lead=str(error.message))
    except DomainError as error:
        return _refused(request, form, error)
    if isinstance(outcome, SignedIn):
        return _inside(request, outcome)
    return _page(request, CodeStepForm(initial={"proof": outcome}) if outcome else form)


@public_form(rate="100/15m", sets_cookies=True)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session, here and in its tokens, and have the browser forget what it has seen."""
    end_browser(ticket=ticket_in(request))
    response = HttpResponseRedirect(f"{SIGN_IN}?{SIGNED_OUT}=1")
    response["Clear-Site-Data"] = '"cache"'
    take_ticket(response)
    return private(response)


def _welcome(request: HttpRequest) -> HttpResponseBase:
    """The form, for somebody who is not signed in; a ticket that has had its time is taken away.

    A code that is sent twice, by a double click, finds that the first has let the browser in.
    """
    if not ticket_in(request):
        return _page(request, SignInForm(), notice=_notice(request))
    try:
        visit = visit_in(request)
    except IpNotAllowed as error:
        return _page(request, SignInForm(), lead=str(error.message))
    if visit:
        return private(HttpResponseRedirect(_wanted(request)))
    response = _page(request, SignInForm(), lead=_("Votre session est terminée : connectez-vous à nouveau."))
    take_ticket(response)
    return response


def _notice(request: HttpRequest) -> str:
    if LEFT in request.GET:
        return _("Votre compte est supprimé et vos données personnelles sont effacées.")
    return _("Vous êtes déconnecté.") if SIGNED_OUT in request.GET else ""


def _outcome(request: HttpRequest, form: ServiceForm) -> SignedIn | str:
    """Who has come in, or the proof that goes with the code."""
    step = two_steps.finish if isinstance(form, CodeStepForm) else two_steps.begin
    return step(scope=require(), device=device_in(request), **form.cleaned_data)


def _inside(request: HttpRequest, signed_in: SignedIn) -> HttpResponseBase:
    """Always in a new session, and out of whichever the browser was in."""
    end_browser(ticket=ticket_in(request))
    response = HttpResponseRedirect(_wanted(request))
    give_ticket(response, ticket_for(signed_in))
    return private(response)


def _refused(request: HttpRequest, form: ServiceForm, error: DomainError) -> HttpResponseBase:
    """The form again, and why."""
    if isinstance(error, OtpInvalid):
        form.refuse(ValidationFailed({"otp_code": [error.message]}))
    else:
        form.refuse(error)
    response = _page(request, form)
    for name, value in error.headers.items():
        response[name] = value
    return response


def _page(request: HttpRequest, form: ServiceForm, *, lead: str = "", notice: str = "") -> HttpResponse:
    again = f"{SIGN_IN}?{urlencode({'suite': _wanted(request)})}" if "suite" in request.GET else SIGN_IN
    if isinstance(form, CodeStepForm):
        return form_page(
            request,
            form,
            title=_("Saisir votre code"),
            lead=_("Votre compte est protégé par la double authentification."),
            action=again,
            submit=_("Se connecter"),
            links=(Link(_("Recommencer avec une autre adresse"), again),),
        )
    return form_page(
        request,
        form,
        title=_("Se connecter"),
        lead=lead or _("Suivez vos échanges avec la mairie, commentez ses actualités, répondez à ses invitations."),
        notice=notice,
        action=again,
        submit=_("Se connecter"),
        links=(
            Link(_("J'ai oublié mon mot de passe"), FORGOTTEN_PASSWORD_PAGE),
            Link(_("Je n'ai pas encore de compte"), REGISTRATION_PAGE),
        ),
    )


def _wanted(request: HttpRequest) -> str:
    """Where to go once signed in."""
    return own_path(request.GET.get("suite", ""))
