"""A person's own settings, below /mon-espace/preferences/."""

from django.urls import path

from tenant_apps.preferences.site import space

app_name = "space-preferences"
urlpatterns = [path("", space.preferences, name="preferences")]
