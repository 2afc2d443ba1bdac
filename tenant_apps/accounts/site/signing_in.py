"""/connexion/ and /deconnexion/: into one's own space and out of it."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.api.addresses import client_address
from core.api.errors import DomainError, ValidationFailed
from core.pages.forms import public_form
from core.pages.people import SIGN_IN
from tenant_apps.accounts.addresses import FORGOTTEN_PASSWORD_PAGE, REGISTRATION_PAGE, SPACE_PAGE
from tenant_apps.accounts.errors import OtpInvalid, OtpRequired
from tenant_apps.accounts.services.browsers import end_browser, open_browser
from tenant_apps.accounts.services.sessions import Device
from tenant_apps.accounts.site.cookies import give_ticket, take_ticket
from tenant_apps.accounts.site.forms import SignInForm
from tenant_apps.accounts.site.rendering import Link, form_page


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for address and password, then go where one was about to go."""
    opened: list[str] = []
    response = _form(request, opened)
    if opened:
        give_ticket(response, opened[0])
    return response


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session, here and in its tokens."""
    response = _end(request)
    if response.status_code == 302:
        take_ticket(response)
    return response


@public_form(rate="100/15m")
def _form(request: HttpRequest, opened: list[str]) -> HttpResponse:
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        opened += _opened(request, form)
    if opened:
        return _private(HttpResponseRedirect(_next(request)))
    query = f"?{urlencode({'suite': _next(request)})}"
    return form_page(
        request,
        form,
        title=_("Se connecter"),
        action=SIGN_IN + (query if "suite" in request.GET else ""),
        submit=_("Se connecter"),
        links=(
            Link(_("Créer un compte"), REGISTRATION_PAGE),
            Link(_("Mot de passe oublié"), FORGOTTEN_PASSWORD_PAGE),
        ),
    )


@public_form(rate="100/15m")
def _end(request: HttpRequest) -> HttpResponse:
    end_browser(ticket=request.COOKIES.get(settings.TICKET_COOKIE, ""))
    return _private(HttpResponseRedirect("/"))


def _opened(request: HttpRequest, form: SignInForm) -> list[str]:
    """The ticket of a new session, nothing when it was refused."""
    device = Device(ip=client_address(request), user_agent=request.headers.get("User-Agent", ""))
    try:
        return [open_browser(**form.cleaned_data, device=device)]
    except (OtpRequired, OtpInvalid) as error:
        form.refuse(ValidationFailed({"otp_code": [error.message]}))
    except DomainError as error:
        form.refuse(error)
    return []


def _next(request: HttpRequest) -> str:
    """Where to go: a path of this host, or one's own space."""
    wanted = request.GET.get("suite", "")
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if own else SPACE_PAGE


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
