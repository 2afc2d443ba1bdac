"""Pages of the public site: the one way that every app's pages are rendered."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from core.tenancy import require


def render_page(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """`template` (which extends site/base.html) in the mairie's look and time zone; adds `site` to the context."""
    tenant = require()
    site = SimpleNamespace(name=tenant.name, code=tenant.code, meta={})
    with timezone.override(ZoneInfo(tenant.timezone)):
        content = render_to_string(template, {"site": site, **context}, request)
    return HttpResponse(content, status=status)
