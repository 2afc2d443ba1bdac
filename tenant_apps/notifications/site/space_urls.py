"""A person's notifications, below /mon-espace/notifications/."""

from django.urls import path

from tenant_apps.notifications.site import space

app_name = "space-notifications"
urlpatterns = [
    path("", space.notifications, name="list"),
    path("tout-lire/", space.read_all, name="read-all"),
    path("<row:notification_id>/lire/", space.read, name="read"),
]
