"""Module 2 of the contract, below /api/v1/dashboard/."""

from django.urls import path

from tenant_apps.dashboard.api.views import ActivitiesView, ChartsView, StatsView

urlpatterns = [
    path("stats/", StatsView.as_view()),
    path("charts/", ChartsView.as_view()),
    path("activities/", ActivitiesView.as_view()),
]
