"""Module 7 of the contract, below /api/v1/settings/."""

from django.urls import path

from tenant_apps.preferences.api.views.security import ConfirmView, DisableView, EnableView, PasswordView
from tenant_apps.preferences.api.views.settings import SettingsView

urlpatterns = [
    path("", SettingsView.as_view()),
    path("password/", PasswordView.as_view()),
    path("2fa/enable/", EnableView.as_view()),
    path("2fa/confirm/", ConfirmView.as_view()),
    path("2fa/disable/", DisableView.as_view()),
]
