from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The mairie's data to take away."""

    name = "tenant_apps.exports"
    label = "exports"

    def ready(self) -> None:
        from tenant_apps.exports.selectors import stored_names
        from tenant_apps.exports.services.names import PATTERN
        from tenant_apps.media.services import register_swept_files

        register_swept_files(pattern=PATTERN, names=stored_names)
