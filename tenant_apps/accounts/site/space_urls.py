"""A person's space, below /mon-espace/: its first page, and what each app brings."""

from django.urls import include, path

from tenant_apps.accounts.site import space

urlpatterns = [
    path("", space.home, name="space"),
    path("", include("tenant_apps.accounts.site.account_urls")),
    path("preferences/", include("tenant_apps.preferences.site.space_urls")),
    path("donnees/", include("tenant_apps.exports.site.space_urls")),
    path("messages/", include("tenant_apps.messages.site.space_urls")),
    path("actualites/", include("tenant_apps.publications.site.space_urls")),
    path("agenda/", include("tenant_apps.events.site.space_urls")),
    path("notifications/", include("tenant_apps.notifications.site.space_urls")),
]
