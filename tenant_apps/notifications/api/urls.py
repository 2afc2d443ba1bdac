"""Module 9 of the contract, below /api/v1/notifications/."""

from django.urls import path

from tenant_apps.notifications.api.views import alerts, notifications

urlpatterns = [
    path("", notifications.NotificationsView.as_view()),
    path("read-all/", notifications.ReadAllView.as_view()),
    path("<str:notification_id>/read/", notifications.ReadView.as_view()),
    path("alerts/subscriptions/", alerts.SubscriptionsView.as_view()),
    path("alerts/recipients/", alerts.RecipientsView.as_view()),
    path("alerts/sendings/", alerts.SendingsView.as_view()),
]
