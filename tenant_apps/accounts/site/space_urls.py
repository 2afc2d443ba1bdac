"""A person's space, below /mon-espace/: its first page, and what each app brings."""

from django.urls import include, path

from tenant_apps.accounts.site import space

urlpatterns = [
    path("", space.home, name="space"),
    path("messages/", include("tenant_apps.messages.site.space_urls")),
    path("actualites/", include("tenant_apps.publications.site.space_urls")),
    path("agenda/", include("tenant_apps.events.site.space_urls")),
    path("notifications/", include("tenant_apps.notifications.site.space_urls")),
]
