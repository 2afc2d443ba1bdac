"""Why settings are not changed."""

from django.utils.translation import gettext_lazy as _

from core.api.errors import ConflictError, PermissionDeniedError


class MairieSettingsDenied(PermissionDeniedError):
    """`details` names the `settings` that were refused."""

    code = "MAIRIE_SETTINGS_DENIED"
    message = _(
        "Ces paramètres appartiennent à la mairie : seuls le maire et les administrateurs les modifient. "
        "Vous pouvez changer vos notifications et votre affichage."
    )


class LockedOut(ConflictError):
    """`details` gives the `address` that the new list leaves out."""

    code = "IP_LOCKED_OUT"
    message = _("Cette liste d'adresses IP vous exclurait vous-même : ajoutez-y d'abord votre adresse.")
