"""Module 6 of the contract, below /api/v1/website/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
