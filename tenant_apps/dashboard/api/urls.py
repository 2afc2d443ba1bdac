"""Module 2 of the contract, below /api/v1/dashboard/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
