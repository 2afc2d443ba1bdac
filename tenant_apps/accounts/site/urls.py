"""Account pages of a mairie's host, included at its root: what mails link to."""

from django.urls import include, path

from tenant_apps.accounts.site import keeping, registration, signing_in

urlpatterns = [
    path("connexion/", signing_in.sign_in),
    path("deconnexion/", signing_in.sign_out),
    path("inscription/", registration.registration),
    path("inscription/verifier/", registration.code),
    path("inscription/code/", registration.new_code),
    path("mot-de-passe/", include("tenant_apps.accounts.site.password_urls")),
    path("compte/conserver/<str:token>/", keeping.keeping),
]
