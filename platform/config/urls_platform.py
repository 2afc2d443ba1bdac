"""URLs of the platform host: operators' API and passwords, health, and every mairie's API routed by code."""

from django.urls import include, path

from config import health, welcome
from core.api.middleware import bad_request, not_found, permission_denied, server_error

urlpatterns = [
    path("", welcome.platform),
    path("healthz", health.live),
    path("readyz", health.ready),
    path("api/v1/platform/", include("shared_apps.municipalities.api.urls")),
    path("api/v1/platform/jobs/", include("shared_apps.jobs.api.urls")),
    path("api/v1/", include("config.urls_api")),
    path("media/", include("tenant_apps.media.urls")),
    path("mot-de-passe/", include("tenant_apps.accounts.site.password_urls")),
    path("_mail/", include("core.mail.urls")),
]

handler400, handler403, handler404, handler500 = bad_request, permission_denied, not_found, server_error
