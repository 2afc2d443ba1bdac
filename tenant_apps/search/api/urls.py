"""Module 10 of the contract, below /api/v1/search/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
