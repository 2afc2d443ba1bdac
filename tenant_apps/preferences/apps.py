from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreferencesConfig(AppConfig):
    """What a person prefers and what the mairie has set for everybody."""

    name = "tenant_apps.preferences"
    label = "preferences"

    def ready(self) -> None:
        from core.pages.space import SPACE, Entry
        from core.sealing import resealing
        from core.tenancy.hooks import on_provision
        from tenant_apps.preferences.services.provisioning import make_settings
        from tenant_apps.preferences.services.resealing import reseal_settings

        SPACE.register(
            Entry(
                _("Préférences"), "space-preferences:preferences", 80, "settings-2", _("Les courriels et l'affichage.")
            )
        )
        on_provision(make_settings)
        resealing.register(reseal_settings)
