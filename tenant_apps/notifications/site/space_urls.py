"""A person's notifications, below /mon-espace/notifications/."""

from django.urls import path, re_path

from tenant_apps.notifications.site import space

app_name = "space-notifications"
urlpatterns = [
    path("", space.notifications, name="list"),
    path("tout-lire/", space.read_all, name="read-all"),
    re_path(r"^(?P<notification_id>[0-9]{1,18})/lire/$", space.read, name="read"),
]
