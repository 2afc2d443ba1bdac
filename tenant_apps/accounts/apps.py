from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Accounts of each mairie and, in the public schema, of the platform's operators."""

    name = "tenant_apps.accounts"
    label = "accounts"

    def ready(self) -> None:
        from core.pages.people import people_from
        from core.pages.space import SPACE, Entry
        from core.sealing import resealing
        from core.tenancy.hooks import on_provision
        from tenant_apps.accounts.selectors.accounts import avatar_names
        from tenant_apps.accounts.services.inactivity import forget_inactive
        from tenant_apps.accounts.services.invitations import invite_mayor
        from tenant_apps.accounts.services.resealing import reseal_accounts
        from tenant_apps.accounts.site.cookies import Doorkeeper
        from tenant_apps.media.services import AVATAR_PATTERN, register_swept_files
        from tenant_apps.preferences import hooks

        people_from(Doorkeeper())
        SPACE.register(Entry(_("Mon espace"), "space", 10, "house"))
        SPACE.register(
            Entry(_("Profil"), "space-account:profile", 60, "user-round", _("Votre nom, votre photo, votre adresse."))
        )
        SPACE.register(
            Entry(
                _("Sécurité"),
                "space-account:security",
                70,
                "shield-check",
                _("Le mot de passe, la double authentification, vos appareils."),
            )
        )
        on_provision(invite_mayor)
        resealing.register(reseal_accounts)
        hooks.retention.register(forget_inactive)
        register_swept_files(pattern=AVATAR_PATTERN, names=avatar_names)
