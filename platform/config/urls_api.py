"""A mairie's API, the same on its own host and, routed by code, on the platform host."""

from django.urls import include, path

urlpatterns = [
    path("auth/", include("tenant_apps.accounts.api.urls_auth")),
    path("", include("tenant_apps.accounts.api.urls")),
    path("publications/", include("tenant_apps.publications.api.urls")),
    path("events/", include("tenant_apps.events.api.urls")),
    path("messages/", include("tenant_apps.messages.api.urls")),
    path("notifications/", include("tenant_apps.notifications.api.urls")),
    path("settings/", include("tenant_apps.preferences.api.urls")),
    path("website/", include("tenant_apps.website.api.urls")),
    path("dashboard/", include("tenant_apps.dashboard.api.urls")),
    path("search/", include("tenant_apps.search.api.urls")),
    path("export/", include("tenant_apps.exports.api.urls")),
    path("media/", include("tenant_apps.media.api.urls")),
    path("", include("core.api.urls")),
]
