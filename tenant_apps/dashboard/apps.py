from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What happened in the mairie, and its figures."""

    name = "tenant_apps.dashboard"
    label = "dashboard"
