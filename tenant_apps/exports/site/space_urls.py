"""A person's own data, below /mon-espace/donnees/."""

from django.urls import path

from tenant_apps.exports.site import space

app_name = "space-data"
urlpatterns = [
    path("", space.data, name="data"),
    path("demander/", space.ask, name="ask"),
]
