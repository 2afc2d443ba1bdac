"""A mairie's API, the same on its own host and, routed by code, on the platform host."""

from django.urls import include, path

urlpatterns = [
    path("auth/", include("tenant_apps.accounts.api.urls_auth")),
    path("", include("tenant_apps.accounts.api.urls")),
    path("publications/", include("tenant_apps.publications.api.urls")),
    path("events/", include("tenant_apps.events.api.urls")),
    path("media/", include("tenant_apps.media.api.urls")),
    path("", include("core.api.urls")),
]
