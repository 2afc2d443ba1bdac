from django.apps import AppConfig


class MunicipalitiesConfig(AppConfig):
    """The register of communes, the mairies of the platform and their addresses, in the public schema."""

    name = "shared_apps.municipalities"
    label = "municipalities"
