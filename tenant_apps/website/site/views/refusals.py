"""A missing page in the mairie's own look, with what one may look for instead."""

import logging

from django.http import HttpRequest, HttpResponse

from core.api import middleware
from core.api.handler import is_api
from core.tenancy import current
from tenant_apps.website.services.rendering import render_page

logger = logging.getLogger("website")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404; where the page itself can't be made, a short one that needs nothing answers."""
    if is_api(request) or current() is None or middleware.lacks_slash(request):
        return middleware.not_found(request, exception)
    try:
        return render_page(request, "site/not_found.html", {"noindex": True}, status=404, while_closed=True)
    except Exception:
        logger.exception("the page for a missing page failed")
        return middleware.not_found(request, exception)
