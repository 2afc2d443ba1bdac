"""Accounts and invitations, for the mairie's administrators."""

from django.urls import path

from tenant_apps.accounts.api.views.accounts import AccountsView, AccountView, ApproveView, TwoFactorResetView
from tenant_apps.accounts.api.views.invitations import InvitationsView, InvitationView

urlpatterns = [
    path("accounts/", AccountsView.as_view()),
    path("accounts/<int:account_id>/", AccountView.as_view()),
    path("accounts/<int:account_id>/approve/", ApproveView.as_view()),
    path("accounts/<int:account_id>/2fa/reset/", TwoFactorResetView.as_view()),
    path("invitations/", InvitationsView.as_view()),
    path("invitations/<int:invitation_id>/", InvitationView.as_view()),
]
