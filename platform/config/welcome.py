"""What one finds at the root of a host that has no site yet."""

from django.http import HttpResponse
from django.shortcuts import render

from core.tenancy.requests import MunicipalRequest


def mairie(request: MunicipalRequest) -> HttpResponse:
    """The mairie's name, and that its site is being made."""
    name = request.municipality.name if request.municipality else ""
    return render(request, "api/welcome_mairie.html", {"name": name})


def platform(request: MunicipalRequest) -> HttpResponse:
    """Where integrators start."""
    return render(request, "api/welcome_platform.html")
