"""Module 9 of the contract, below /api/v1/notifications/."""

from django.urls import path

from tenant_apps.notifications.api import views

urlpatterns = [
    path("", views.NotificationsView.as_view()),
    path("read-all/", views.ReadAllView.as_view()),
    path("<str:notification_id>/read/", views.ReadView.as_view()),
]
