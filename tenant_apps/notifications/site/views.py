"""/alertes/: subscribe, confirm, choose, leave. Programs that look at mails follow links, so a GET changes nothing."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.pages.forms import public_form
from tenant_apps.notifications.errors import SubscriptionNotFound
from tenant_apps.notifications.services import opting_out, subscriptions
from tenant_apps.notifications.services.links import MANAGE, UNSUBSCRIBE, subscription_of
from tenant_apps.notifications.site.forms import SubscriptionForm, TopicsForm
from tenant_apps.notifications.site.rendering import Link, form_page, message_page

METHODS = ["GET", "HEAD", "POST"]


@public_form(rate="20/h")
@require_http_methods(METHODS)
def subscribe(request: HttpRequest) -> HttpResponse:
    """The same answer for an address that is subscribed already, and for a robot."""
    form = SubscriptionForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return form_page(
            request,
            title=_("Recevoir les alertes de la mairie"),
            lead=_(
                "Par courriel, sans créer de compte : les communiqués importants tout de suite, le reste dans un "
                "résumé à 8 h, les jours où il y a du nouveau. Vous partez en un clic."
            ),
            form=form,
            submit=_("M'abonner"),
            is_private=False,
        )
    if not request.is_robot:  # type: ignore[attr-defined]
        subscriptions.subscribe(email=form.cleaned_data["email"], topics=form.wanted())
    return message_page(
        request,
        title=_("Consultez votre messagerie"),
        message=_("Un courriel vient d'être envoyé à cette adresse : suivez son lien pour confirmer l'abonnement."),
        link=_home(),
    )


@public_form(rate="120/h")
@require_http_methods(METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Let the subscription count once the button is pressed."""
    try:
        if request.method == "POST":
            subscriptions.confirm(token=token)
            return message_page(
                request,
                title=_("Votre abonnement est confirmé"),
                message=_("Vous recevrez les alertes choisies à cette adresse."),
                link=Link(_("Gérer mes alertes"), MANAGE.format(token=token)),
            )
        form = TopicsForm.of(subscription_of(token=token))
    except SubscriptionNotFound:
        return _gone(request)
    return form_page(
        request,
        title=_("Confirmer votre abonnement"),
        lead=_("Vous recevrez à cette adresse :"),
        items=form.chosen_labels,
        submit=_("Confirmer"),
    )


@public_form(rate="120/h")
@require_http_methods(METHODS)
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Choose other topics."""
    notice = ""
    try:
        subscription = subscription_of(token=token)
        form = TopicsForm(request.POST) if request.method == "POST" else TopicsForm.of(subscription)
        if form.is_valid():
            form = TopicsForm.of(subscriptions.change_topics(token=token, topics=form.wanted()))
            notice = _("Vos choix sont enregistrés.")
    except SubscriptionNotFound:
        return _gone(request)
    return form_page(
        request,
        title=_("Gérer vos alertes"),
        lead=_("Abonnement de %(email)s.") % {"email": subscription.email},
        form=form,
        notice=notice,
        submit=_("Enregistrer"),
        link=Link(_("Me désabonner"), UNSUBSCRIBE.format(token=token)),
    )


@require_http_methods(METHODS)
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Forget the address: with the button, or with the one click of a mail program (RFC 8058)."""
    return _leave(
        request, look=lambda: subscription_of(token=token), leave=lambda: subscriptions.unsubscribe(token=token)
    )


@require_http_methods(METHODS)
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """The same for the mails that an account gets; the account itself stays as it is."""
    return _leave(
        request, look=lambda: opting_out.account_of(token=token), leave=lambda: opting_out.opt_out(token=token)
    )


def _leave(request: HttpRequest, *, look: Callable[[], object], leave: Callable[[], None]) -> HttpResponse:
    """A mail program that asks again, after its owner has left, is told the same."""
    try:
        if request.method != "POST":
            look()
            return form_page(
                request,
                title=_("Ne plus recevoir de courriels"),
                lead=_("La mairie ne vous enverra plus de nouvelles à cette adresse."),
                submit=_("Me désabonner"),
            )
        leave()
    except SubscriptionNotFound:
        if request.method != "POST":
            return _gone(request)
    return message_page(
        request,
        title=_("Votre abonnement a pris fin"),
        message=_("Vous ne recevrez plus de nouvelles de la mairie à cette adresse."),
        link=_home(),
    )


def _gone(request: HttpRequest) -> HttpResponse:
    return message_page(
        request,
        title=_("Ce lien n'est plus valable"),
        message=_("L'abonnement a pris fin, ou n'a pas été confirmé à temps."),
        link=Link(_("Recevoir les alertes"), "/alertes/"),
        status=404,
    )


def _home() -> Link:
    return Link(_("Revenir à l'accueil"), "/")
