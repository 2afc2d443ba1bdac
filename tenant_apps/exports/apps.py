from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """The mairie's data to take away."""

    name = "tenant_apps.exports"
    label = "exports"

    def ready(self) -> None:
        from core.pages.space import SPACE, Entry
        from tenant_apps.accounts.hooks import erasing
        from tenant_apps.exports.selectors import stored_names
        from tenant_apps.exports.services.erasure import forget_account
        from tenant_apps.exports.services.names import PATTERN
        from tenant_apps.media.services import register_swept_files

        SPACE.register(
            Entry(
                _("Mes données"),
                "space-data:data",
                90,
                "folder-down",
                _("Obtenir une copie, ou quitter la plateforme."),
            )
        )
        register_swept_files(pattern=PATTERN, names=stored_names)
        erasing.register(forget_account)
