"""A small site of its own for the pages' tests, on both mairies' hosts."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.urls import path

from core.pages.cache import cached_page
from core.pages.forms import public_form
from core.pages.shelves import shelves
from tests.core.pages.front import Visitor, in_front


class Site:
    """What the views below answer, and how often they were asked."""

    def __init__(self) -> None:
        self.text = "Bonjour"
        self.rendered = 0
        self.headers: dict[str, str] = {}
        self.before: list = []

    def page(self, request, **kwargs):
        self.rendered += 1
        for step in self.before:
            step(request)
        words = f"{request.municipality.name} {self.text} {request.get_full_path()} {kwargs}"
        return HttpResponse(f"<p>{words}</p>{'<p>du texte</p>' * 200}", headers=self.headers)


site = Site()


def plain_page(request, **kwargs):
    return site.page(request, **kwargs)


def private_page(request):
    response = cached_page(plain_page)(request)
    response["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("", cached_page(plain_page)),
    path("liste/", cached_page(parameters=("page", "q"))(plain_page)),
    path("libre/", plain_page),
    path("a-moi/", private_page),
    path("flux.rss", cached_page(lambda request: HttpResponse("<rss/>", content_type="application/rss+xml"))),
    path("connexion/", cached_page(plain_page)),
    path("ecrire/", public_form(rate="3/h")(lambda request: HttpResponse("robot" if request.is_robot else "merci"))),
]


@pytest.fixture
def pages_site(settings) -> Iterator[Site]:
    """The site, with pages kept."""
    settings.MAIRIE_URLCONF = __name__
    settings.PAGE_CACHE_BYTES = 8 * 1024 * 1024
    site.__init__()
    shelves.clear()
    yield site
    shelves.clear()


@pytest.fixture
def visitor(pages_site, monkeypatch) -> Iterator[Visitor]:
    """Somebody in front of the layer."""
    with in_front(monkeypatch) as somebody:
        yield somebody
