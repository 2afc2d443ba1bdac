from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """What each person is told, in the application and by mail, and visitors' alerts."""

    name = "tenant_apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        from core.pages.space import SPACE, Entry
        from tenant_apps.accounts.hooks import erasing
        from tenant_apps.notifications.selectors.listing import unread_notifications
        from tenant_apps.notifications.services import (
            account_news,
            erasure,
            event_news,
            message_news,
            publication_news,
            retention,
            sendings,
        )
        from tenant_apps.preferences import hooks

        for followed in (account_news, event_news, message_news, publication_news, sendings):
            followed.register()
        erasing.register(erasure.forget_account)
        hooks.retention.register(retention.remove_old)
        SPACE.register(
            Entry(
                _("Notifications"),
                "space-notifications:list",
                40,
                "bell",
                _("Ce qui s'est passé depuis votre dernière visite."),
                unread_notifications,
            )
        )
