"""The person's own account, below /mon-espace/."""

from django.urls import path

from tenant_apps.accounts.site import leaving, profile, role_requests, second_factor, security

app_name = "space-account"
urlpatterns = [
    path("profil/", profile.profile, name="profile"),
    path("profil/adresse/", profile.address, name="address"),
    path("securite/", security.security, name="security"),
    path("securite/mot-de-passe/", security.password, name="password"),
    path("securite/double-authentification/", second_factor.second_factor, name="second-factor"),
    path("securite/double-authentification/commencer/", second_factor.begin, name="second-factor-begin"),
    path("securite/double-authentification/confirmer/", second_factor.confirm, name="second-factor-confirm"),
    path("securite/appareils/fermer/", security.end_others, name="end-others"),
    path("securite/appareils/<uuid:session_id>/fermer/", security.end_device, name="end-device"),
    path("demandes/", role_requests.role_requests, name="role-requests"),
    path("demandes/<row:account_id>/", role_requests.decide, name="decide"),
    path("donnees/quitter/", leaving.leave, name="leave"),
]
