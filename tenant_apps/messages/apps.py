from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    """What citizens and the mairie write to each other."""

    name = "tenant_apps.messages"
    label = "messages"

    def ready(self) -> None:
        from core.pages.space import SPACE, Entry
        from tenant_apps.accounts.hooks import erasing
        from tenant_apps.media.services import quota, register_swept_files
        from tenant_apps.messages.selectors.unread import unread_conversations
        from tenant_apps.messages.services import attachments, erasure
        from tenant_apps.preferences import hooks

        register_swept_files(pattern=attachments.PATTERN, names=attachments.file_names)
        quota.register(name="messages", used=attachments.bytes_used)
        hooks.retention.register(erasure.remove_old)
        erasing.register(erasure.forget_account)
        SPACE.register(
            Entry(
                _("Messages"),
                "space-messages:list",
                20,
                "messages-square",
                _("Écrire, et suivre les réponses."),
                unread_conversations,
            )
        )
