"""Module 9 of the contract, below /api/v1/notifications/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
