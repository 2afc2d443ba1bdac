"""Rows of the site, made in the mairie one is in."""

from itertools import count
from typing import Any

from tenant_apps.website.models import Page

BASE = "/api/v1/website/"
_numbers = count(1)


def make_page(**fields: Any) -> Page:
    """A published page of the mairie's own, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "title": f"Service {number}",
        "slug": f"services/service-{number}",
        "content": f"<p>Le service {number} vous reçoit.</p>",
        "is_published": True,
    }
    return Page.objects.create(**{**defaults, **fields})
