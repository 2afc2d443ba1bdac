"""/compte/conserver/: what the warning before an unused account is erased links to."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.pages.fields import ServiceForm
from core.pages.forms import public_form
from tenant_apps.accounts.services.inactivity import keep
from tenant_apps.accounts.site.rendering import HOME, SIGNING_IN, form_page, message_page


@public_form(rate="60/h")
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, because programs that look at mails follow links too; then keep the account."""
    if request.method != "POST":
        return form_page(
            request,
            ServiceForm(),
            title=_("Conserver votre compte"),
            lead=_("Votre compte n'a pas servi depuis longtemps. Il sera gardé si vous le demandez ici."),
            action=request.path,
            submit=_("Conserver mon compte"),
        )
    if keep(token=token):
        return message_page(
            request, title=_("Votre compte est conservé"), message=_("Merci ! Rien ne change."), links=(SIGNING_IN,)
        )
    return message_page(
        request,
        title=_("Ce lien n'est plus valable"),
        message=_("Le compte a été supprimé, ou le lien est incomplet."),
        links=(HOME,),
        status=422,
    )
