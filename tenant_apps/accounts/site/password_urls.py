"""A forgotten password, below /mot-de-passe/ of a mairie's host and of the platform's."""

from django.urls import path

from tenant_apps.accounts.site import passwords

urlpatterns = [
    path("oublie/", passwords.forgotten),
    path("nouveau/", passwords.chosen),
]
