"""What one finds at the root of the platform's host."""

from django.http import HttpResponse
from django.shortcuts import render

from core.tenancy.requests import MunicipalRequest


def platform(request: MunicipalRequest) -> HttpResponse:
    """Where integrators start."""
    return render(request, "api/welcome_platform.html")
