"""A person's agenda, below /mon-espace/agenda/."""

from django.urls import path, re_path

from tenant_apps.events.site import space

app_name = "space-events"
urlpatterns = [
    path("", space.agenda, name="agenda"),
    path("adresse/", space.replace_feed, name="replace-feed"),
    re_path(r"^(?P<event_id>[0-9]{1,18})/$", space.event, name="event"),
    re_path(r"^(?P<event_id>[0-9]{1,18})/repondre/$", space.answer, name="answer"),
]
