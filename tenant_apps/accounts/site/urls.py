"""Account pages of a mairie's host, included at its root: what mails link to."""

from django.urls import path

from tenant_apps.accounts.site import keeping, passwords, registration, signing_in

urlpatterns = [
    path("connexion/", signing_in.sign_in),
    path("deconnexion/", signing_in.sign_out),
    path("inscription/", registration.registration),
    path("inscription/verifier/", registration.code),
    path("inscription/code/", registration.new_code),
    path("mot-de-passe/oublie/", passwords.forgotten),
    path("mot-de-passe/nouveau/", passwords.chosen),
    path("compte/conserver/<str:token>/", keeping.keeping),
]
