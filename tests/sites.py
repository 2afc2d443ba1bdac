"""The public site as a visitor's browser asks for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.tenancy import Tenant, mairie_context
from tenant_apps.website.models import Site
from tenant_apps.website.selectors.site import current_site

SLOTS = [{"open": "09:00", "close": "12:00"}, {"open": "14:00", "close": "17:00"}]
CLOSED = {"open": None, "close": None, "slots": []}
WEEK = {
    name: {"open": "09:00", "close": "17:00", "slots": SLOTS}
    for name in ("monday", "tuesday", "wednesday", "thursday", "friday")
} | {"saturday": CLOSED, "sunday": CLOSED}


def publish_site(mairie: Tenant, **fields: Any) -> None:
    """Put the mairie's site on line, with the fields changed."""
    with mairie_context(mairie):
        current_site()
        Site.objects.filter(id=1).update(is_published=True, published_at=timezone.now(), **fields)


def change_section(mairie: Tenant, type: str, *, is_visible: bool = True, **content: Any) -> None:
    """Change the content of one section of the home page."""
    with mairie_context(mairie):
        site = Site.objects.get(id=1)
        for section in site.sections:
            if section["type"] == type:
                section["is_visible"] = is_visible
                section["content"] = {**section["content"], **content}
        site.save(update_fields=["sections"])


def browse(mairie: Tenant, path: str, *, method: str = "GET", **headers: Any) -> Any:
    """The answer to a visitor without cookies."""
    client = Client(raise_request_exception=False)
    return client.generic(method, path, HTTP_HOST=mairie.host, **headers)


def read(mairie: Tenant, path: str) -> str:
    """The body of a page that is there."""
    response = browse(mairie, path)
    assert response.status_code == 200, (path, response.status_code)
    return str(response.content.decode())


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile, but for finding a mairie by its host and entering its schema."""
    sent: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield sent
    sent += [query["sql"] for query in captured if not _is_routing(query["sql"])]


def _is_routing(statement: str) -> bool:
    return statement.startswith("SET search_path") or '"municipalities_municipality"' in statement
