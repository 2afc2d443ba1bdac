"""Module 5 of the contract, below /api/v1/messages/."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
