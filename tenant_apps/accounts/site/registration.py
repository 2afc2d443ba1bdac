"""/inscription/: an account for a citizen or for somebody who was invited, and the proof of its address."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.api.addresses import client_address
from core.api.errors import ValidationFailed
from core.pages.forms import public_form
from tenant_apps.accounts.addresses import FORGOTTEN_PASSWORD_PAGE, REGISTRATION_PAGE, VERIFICATION_PAGE
from tenant_apps.accounts.errors import EmailTaken
from tenant_apps.accounts.models import STAFF_ROLES, Role
from tenant_apps.accounts.services import mailing, verification
from tenant_apps.accounts.services.attempts import count_mail, count_request
from tenant_apps.accounts.services.registration import register
from tenant_apps.accounts.site.forms import CodeForm, EmailForm, RegistrationForm
from tenant_apps.accounts.site.rendering import SIGNING_IN, Link, form_page, message_page


@public_form(rate="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest) -> HttpResponse:
    """Make the account, then ask for the code that its address was sent."""
    if request.method != "POST":
        known = {name: request.GET.get(name, "")[:254] for name in ("email", "role")}
        return _registration_page(request, RegistrationForm(initial=known))
    form = RegistrationForm(request.POST)
    if not form.is_valid() or not _registered(request, form):
        return _registration_page(request, form)
    email = form.cleaned_data["email"]
    return _code_page(request, CodeForm(initial={"email": email}), notice=_("Votre compte est créé."), email=email)


@public_form(rate="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Check the code that was mailed."""
    if request.method != "POST":
        return _code_page(request, CodeForm(initial={"email": request.GET.get("email", "")[:254]}))
    form = CodeForm(request.POST)
    if not form.is_valid() or not _confirmed(request, form):
        return _code_page(request, form, email=form.data.get("email", ""))
    return message_page(
        request,
        title=_("Votre adresse est vérifiée"),
        message=_("Votre compte est prêt : vous pouvez commenter, écrire à la mairie et suivre ses publications."),
        links=(SIGNING_IN,),
    )


@public_form(rate="20/h")
@require_http_methods(["POST"])
def new_code(request: HttpRequest) -> HttpResponse:
    """Mail another code; the answer is the same for an address without account."""
    form = EmailForm(request.POST)
    if not form.is_valid():
        return _code_page(request, CodeForm())
    email = form.cleaned_data["email"]
    if not request.is_robot:  # type: ignore[attr-defined]
        count_mail(email=email, ip=client_address(request))
        mailing.plan(kind=mailing.SEND_CODE, email=email)
    notice = _("Si un compte attend la vérification de cette adresse, un nouveau code vient d'y être envoyé.")
    return _code_page(request, CodeForm(initial={"email": email}), notice=notice, email=email)


def _registered(request: HttpRequest, form: RegistrationForm) -> bool:
    """Whether the account was made; a robot is let believe so."""
    if request.is_robot:  # type: ignore[attr-defined]
        return True
    count_request(purpose="register", ip=client_address(request))
    try:
        register(**form.cleaned_data)
    except ValidationFailed as error:
        form.refuse(error)
    except EmailTaken as error:
        form.add_error("email", str(error.message))
    return not form.errors


def _confirmed(request: HttpRequest, form: CodeForm) -> bool:
    count_request(purpose="confirm", ip=client_address(request))
    if not verification.confirm(email=form.cleaned_data["email"], code=form.cleaned_data["otp_code"]):
        form.refuse(verification.wrong_code())
    return not form.errors


def _registration_page(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    role = form["role"].value()
    lead = _("Un compte permet de commenter les publications et d'échanger avec la mairie.")
    if role in STAFF_ROLES:
        lead = _(
            "Ce compte demande le rôle « %(role)s ». Il vous est acquis si vous y êtes invité avec cette adresse ; "
            "sinon un administrateur de la mairie doit l'approuver."
        ) % {"role": Role(role).label}
    return form_page(
        request,
        form,
        title=_("Créer un compte"),
        lead=lead,
        action=REGISTRATION_PAGE,
        submit=_("Créer mon compte"),
        use=_("La mairie n'utilise ces informations que pour votre compte."),
        links=(
            Link(_("J'ai reçu un code de vérification"), VERIFICATION_PAGE),
            Link(_("J'ai un compte et j'ai oublié mon mot de passe"), FORGOTTEN_PASSWORD_PAGE),
        ),
    )


def _code_page(request: HttpRequest, form: CodeForm, *, notice: str = "", email: str = "") -> HttpResponse:
    return form_page(
        request,
        form,
        title=_("Vérifier votre adresse"),
        lead=_("Saisissez le code que nous avons envoyé à votre adresse électronique."),
        notice=notice,
        action=VERIFICATION_PAGE,
        submit=_("Vérifier"),
        again=EmailForm(initial={"email": email}, auto_id="again_%s"),
        links=(Link(_("Créer un compte"), REGISTRATION_PAGE),),
    )
