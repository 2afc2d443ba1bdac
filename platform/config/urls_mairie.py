"""URLs of a mairie's host."""

from django.urls import include, path

from core.api.middleware import bad_request, permission_denied, server_error
from tenant_apps.website.site.views.refusals import not_found

urlpatterns = [
    path("api/v1/", include("config.urls_api")),
    path("media/", include("tenant_apps.media.urls")),
    path("", include("tenant_apps.website.site.urls")),
]

handler400, handler403, handler404, handler500 = bad_request, permission_denied, not_found, server_error
