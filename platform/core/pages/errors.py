"""Why a form is not accepted."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import PayloadTooLargeError, PermissionDeniedError, RateLimitedError, UnauthenticatedError


class CrossSiteForm(PermissionDeniedError):
    code = "CROSS_SITE_FORM"
    message = _("Ce formulaire a été envoyé depuis un autre site. Rouvrez la page et envoyez-le à nouveau.")


class StaleForm(PermissionDeniedError):
    """The form belongs to a session that has ended, or to nobody's."""

    code = "STALE_FORM"
    message = _("Cette page date d'avant votre dernière connexion. Rouvrez-la et envoyez le formulaire à nouveau.")


class SignedOut(UnauthenticatedError):
    """Somebody's session has ended while they were writing."""

    code = "SIGNED_OUT"
    message = _("Votre session est terminée : connectez-vous de nouveau, puis renvoyez ce que vous aviez écrit.")


class FormTooLarge(PayloadTooLargeError):
    message = _("Votre envoi est trop volumineux.")


class TooManyForms(RateLimitedError):
    message = _("Vous avez envoyé ce formulaire plusieurs fois ; patientez avant de recommencer.")
