from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """What citizens and the mairie write to each other."""

    name = "tenant_apps.messages"
    label = "messages"

    def ready(self) -> None:
        from tenant_apps.media.services import quota, register_swept_files
        from tenant_apps.messages.services import attachments, erasure
        from tenant_apps.preferences import hooks

        register_swept_files(pattern=attachments.PATTERN, names=attachments.file_names)
        quota.register(name="messages", used=attachments.bytes_used)
        hooks.retention.register(erasure.remove_old)
