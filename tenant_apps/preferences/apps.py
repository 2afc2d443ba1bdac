from django.apps import AppConfig


class PreferencesConfig(AppConfig):
    """What a person prefers and what the mairie has set for everybody."""

    name = "tenant_apps.preferences"
    label = "preferences"
