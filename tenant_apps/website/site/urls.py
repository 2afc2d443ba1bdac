"""Addresses of the public site, below the root of a mairie's host; each app's pages are included from here."""

from django.urls import include, path

from tenant_apps.website.site import views

own = [
    path("", views.home, name="home"),
]

urlpatterns = [
    path("messages/", include("tenant_apps.messages.site.urls")),
    path("", include((own, "site"))),
    path("", include("tenant_apps.accounts.site.urls")),
]
