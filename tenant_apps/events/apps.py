from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The mayor's calendar: events, series, invitations, reminders, feeds and imports."""

    name = "tenant_apps.events"
    label = "events"
