"""Module 11 of the contract, below /api/v1/export/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
