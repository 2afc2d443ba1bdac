from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """The mairie's data to take away."""

    name = "tenant_apps.exports"
    label = "exports"
