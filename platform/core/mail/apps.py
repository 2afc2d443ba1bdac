from django.apps import AppConfig


class MailConfig(AppConfig):
    """Brings the e-mail base templates and the page of outgoing mail."""

    name = "core.mail"
    label = "mail"
