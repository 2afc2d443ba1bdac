"""A page is rendered once for everybody, until its mairie's content changes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from math import inf
from threading import Barrier

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.utils import timezone

from core.pages import content_changed
from core.pages.cache import valid_until
from core.pages.changes import watch
from core.pages.shelves import shelves
from core.tenancy import mairie_context


def get(mairie, path="/", **headers):
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(path, HTTP_HOST=mairie.host, headers=sent)


def change(mairie, capture):
    with mairie_context(mairie), capture(execute=True):
        content_changed()


def grow_old(mairie):
    """Let the time of the mairie's pages be over."""
    for page in shelves.by_host[mairie.host].pages.values():
        page.until = 0.0


def no_database(request):
    raise OperationalError


def is_away(mairie, path="/"):
    return Client(raise_request_exception=False).get(path, HTTP_HOST=mairie.host).status_code >= 500


def test_a_page_is_rendered_once_for_everybody(mairie_a, pages_site):
    answers = [get(mairie_a), get(mairie_a, Cookie="a=1", User_Agent="X"), get(mairie_a, Accept_Language="en")]
    assert pages_site.rendered == 1
    assert len({answer.content for answer in answers}) == 1


def test_a_change_shows_at_once_and_only_in_the_mairie_that_changed(
    mairie_a, mairie_b, pages_site, django_capture_on_commit_callbacks
):
    for mairie in (mairie_a, mairie_b):
        get(mairie)
    pages_site.text = "Nouveau"

    change(mairie_a, django_capture_on_commit_callbacks)

    assert "Nouveau" in get(mairie_a).content.decode()
    assert "Bonjour" in get(mairie_b).content.decode()


def test_a_page_begun_before_a_change_is_not_kept(mairie_a, pages_site, django_capture_on_commit_callbacks):
    pages_site.before = [lambda request: change(mairie_a, django_capture_on_commit_callbacks)]
    get(mairie_a)
    pages_site.before = []

    get(mairie_a)

    assert pages_site.rendered == 2


def test_the_same_path_is_another_page_on_another_host(mairie_a, mairie_b, pages_site):
    assert mairie_a.name in get(mairie_a).content.decode()
    assert mairie_b.name in get(mairie_b).content.decode()


@pytest.mark.parametrize("host", ["{0}:8000", "{0}.", "{1}", "{1}:99"])
def test_a_host_spelt_in_another_way_finds_the_page_and_leaves_no_trace_in_it(mairie_a, pages_site, host):
    spelt = host.format(mairie_a.host, mairie_a.host.upper())
    pages_site.before = [lambda request: seen.append(request.build_absolute_uri())]
    seen: list[str] = []

    Client().get("/", HTTP_HOST=spelt)
    get(mairie_a)

    assert seen == [mairie_a.url("/")]


def test_pages_vary_on_the_declared_parameters_only(mairie_a, pages_site):
    same = [
        "/liste/?page=2&q=eau",
        "/liste/?q=eau&page=2",
        "/liste/?page=2&utm_source=x&q=eau",
        "/liste/?page=1&page=2&q=eau",
    ]
    contents = {get(mairie_a, path).content for path in same}
    assert pages_site.rendered == len(contents) == 1
    assert "utm_source" not in contents.pop().decode()

    get(mairie_a, "/liste/?page=3")

    assert pages_site.rendered == 2


def test_a_flood_of_unknown_parameters_keeps_one_page(mairie_a, pages_site):
    for number in range(50):
        get(mairie_a, f"/?{number}=x&utm={number}")
    assert pages_site.rendered == 1


def test_a_flood_of_declared_values_stays_within_the_room_and_leaves_what_is_read(mairie_a, pages_site, settings):
    settings.PAGE_CACHE_BYTES = 200_000
    for number in range(200):
        get(mairie_a, f"/liste/?q=mot{number}")
        get(mairie_a)
    assert shelves.size <= 200_000
    assert pages_site.rendered == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
        {"Vary": "Cookie"},
        {"Vary": "Accept, Authorization"},
    ],
    ids=str,
)
def test_what_a_view_says_is_somebodys_is_not_kept(mairie_a, pages_site, headers):
    pages_site.headers = headers
    get(mairie_a)
    get(mairie_a)
    assert pages_site.rendered == 2


def test_a_page_about_to_change_lives_until_then(mairie_a, pages_site):
    pages_site.before = [lambda request: valid_until(request, timezone.now() - timedelta(seconds=1))]
    get(mairie_a)
    get(mairie_a)
    assert pages_site.rendered == 2

    pages_site.before = [lambda request: valid_until(request, timezone.now() + timedelta(seconds=30))]
    get(mairie_a)
    get(mairie_a)
    assert pages_site.rendered == 3


def test_without_a_database_a_page_outlives_its_minute(mairie_a, pages_site):
    # Given a page past its time
    before = get(mairie_a)
    grow_old(mairie_a)

    # When no other can be made, then it is shown once more
    pages_site.before = [no_database]
    assert get(mairie_a).content == before.content
    # And not asked for again with each request
    rendered = pages_site.rendered
    assert get(mairie_a).content == before.content
    assert pages_site.rendered == rendered
    # And others are not there
    assert is_away(mairie_a, "/liste/")

    # When the database answers again, then so does the view
    pages_site.before, pages_site.text = [], "Nouveau"
    grow_old(mairie_a)
    assert "Nouveau" in get(mairie_a).content.decode()


def test_without_a_database_no_page_outlives_what_it_shows(mairie_a, pages_site, django_capture_on_commit_callbacks):
    # Given a page that a change has made untrue
    get(mairie_a)
    change(mairie_a, django_capture_on_commit_callbacks)
    pages_site.before = [no_database]
    assert is_away(mairie_a)

    # Or whose moment has come
    pages_site.before = [lambda request: valid_until(request, timezone.now() + timedelta(seconds=30))]
    get(mairie_a)
    grow_old(mairie_a)
    shelves.by_host[mairie_a.host].pages["/", ""].ends -= 30
    pages_site.before = [no_database]
    assert is_away(mairie_a)


def test_without_a_database_and_redis_no_page_outlives_its_time(mairie_a, pages_site, monkeypatch):
    get(mairie_a)
    grow_old(mairie_a)
    monkeypatch.setattr(shelves, "blind", True)
    monkeypatch.setattr(watch, "next_look", inf)
    pages_site.before = [no_database]

    assert is_away(mairie_a)


def test_a_view_sees_nobody(mairie_a, pages_site):
    seen = []
    pages_site.before = [lambda request: seen.append(dict(request.headers) | request.COOKIES)]

    get(mairie_a, Cookie="a=1", User_Agent="X", X_Forwarded_For="1.2.3.4")

    assert set(seen[0]) == {"Host"}


def test_a_burst_renders_once(mairie_a, pages_site):
    together = Barrier(8)

    def visit(number):
        together.wait()
        try:
            return get(mairie_a).content
        finally:
            connections.close_all()

    get(mairie_a, "/libre/")
    pages_site.rendered = 0
    with ThreadPoolExecutor(8) as pool:
        contents = set(pool.map(visit, range(8)))

    assert len(contents) == 1
    assert pages_site.rendered == 1


def test_a_failure_of_the_one_who_renders_is_not_the_others(mairie_a, pages_site):
    def fail(request):
        raise RuntimeError("broken")

    pages_site.before = [fail]
    assert Client(raise_request_exception=False).get("/", HTTP_HOST=mairie_a.host).status_code == 500
    pages_site.before = []
    assert get(mairie_a).status_code == 200
