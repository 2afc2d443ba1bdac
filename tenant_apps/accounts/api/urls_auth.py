"""Module 1 of the contract, below /api/v1/auth/."""

from django.urls import path

from tenant_apps.accounts.api.views.login import LoginView, LogoutView, RefreshView
from tenant_apps.accounts.api.views.passwords import ForgotPasswordView, ResetPasswordView
from tenant_apps.accounts.api.views.profile import NewEmailConfirmView, NewEmailView, ProfileView
from tenant_apps.accounts.api.views.registration import RegisterView
from tenant_apps.accounts.api.views.verification import ConfirmCodeView, SendCodeView

urlpatterns = [
    path("register/", RegisterView.as_view()),
    path("login/", LoginView.as_view()),
    path("token/refresh/", RefreshView.as_view()),
    path("logout/", LogoutView.as_view()),
    path("email/verify/send/", SendCodeView.as_view()),
    path("email/verify/confirm/", ConfirmCodeView.as_view()),
    path("password/forgot/", ForgotPasswordView.as_view()),
    path("password/reset/", ResetPasswordView.as_view()),
    path("profile/", ProfileView.as_view()),
    path("profile/email/", NewEmailView.as_view()),
    path("profile/email/confirm/", NewEmailConfirmView.as_view()),
]
