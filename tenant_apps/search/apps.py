from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One search over all that a person may see."""

    name = "tenant_apps.search"
    label = "search"
