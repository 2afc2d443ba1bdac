"""Module 10 of the contract, below /api/v1/search/."""

from django.urls import path

from tenant_apps.search.api.views import SearchView

urlpatterns = [
    path("", SearchView.as_view()),
]
