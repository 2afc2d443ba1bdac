from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """The mayor's calendar: events, series, invitations, reminders, feeds and imports."""

    name = "tenant_apps.events"
    label = "events"

    def ready(self) -> None:
        from core.pages.space import SPACE, Entry
        from tenant_apps.events.selectors.invitations import unanswered_invitations

        SPACE.register(
            Entry(
                _("Invitations"),
                "space-events:agenda",
                30,
                "calendar-check",
                _("Répondre, et suivre vos rendez-vous dans votre calendrier."),
                unanswered_invitations,
            )
        )
