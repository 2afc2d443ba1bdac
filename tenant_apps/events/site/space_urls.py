"""A person's agenda, below /mon-espace/agenda/."""

from django.urls import path

from tenant_apps.events.site import space

app_name = "space-events"
urlpatterns = [
    path("", space.agenda, name="agenda"),
    path("adresse/", space.replace_feed, name="replace-feed"),
    path("<row:event_id>/", space.event, name="event"),
    path("<row:event_id>/repondre/", space.answer, name="answer"),
]
