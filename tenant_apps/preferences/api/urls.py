"""Module 7 of the contract, below /api/v1/settings/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
