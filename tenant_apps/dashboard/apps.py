from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """What happened in the mairie, and its figures."""

    name = "tenant_apps.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        from core.pages.audience import on_visits
        from tenant_apps.dashboard.services.audience import record_visits
        from tenant_apps.dashboard.services.retention import forget_audience
        from tenant_apps.preferences import hooks

        on_visits(record_visits)
        hooks.retention.register(forget_audience)
