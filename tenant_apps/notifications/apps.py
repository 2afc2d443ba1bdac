from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What each person is told, in the application and by mail, and visitors' alerts."""

    name = "tenant_apps.notifications"
    label = "notifications"
