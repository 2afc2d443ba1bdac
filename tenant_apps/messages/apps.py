from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """What citizens and the mairie write to each other."""

    name = "tenant_apps.messages"
    label = "messages"
