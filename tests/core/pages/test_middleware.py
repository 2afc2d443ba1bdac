"""Every answer says what a browser may do with it."""

import re

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from core.pages.middleware import BARE_POLICY, CompressionMiddleware
from core.tenancy.directory import directory
from shared_apps.municipalities.models import Municipality
from tests.sites import publish_site
from tests.tenant_apps.events.factories import make_event

FORBIDDEN = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)


def broken(request):
    raise RuntimeError("broken")


urlpatterns = [path("cassee/", broken)]


def pages(mairie):
    """Pages of the platform's and a mairie's host, those of errors too."""
    return [
        ("localhost", "/", 200),
        ("localhost", "/nowhere/", 404),
        ("localhost", "/api/v1/docs/", 200),
        (mairie.host, "/nowhere/", 404),
        (mairie.host, "/api/v1/docs/", 200),
        ("inconnue.localhost", "/", 404),
        ("a b<c>", "/", 400),
    ]


def test_every_page_has_the_strict_policy_and_nothing_that_it_would_block(mairie_a):
    for host, address, status in pages(mairie_a):
        answer = Client().get(address, HTTP_HOST=host)
        assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8"), address
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Permissions-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["Cache-Control"]
        assert not FORBIDDEN.search(answer.content.decode()), (host, address)


def test_a_suspended_mairie_and_a_failure_have_it_too(mairie_a, settings):
    settings.MAIRIE_URLCONF = __name__
    failed = Client(raise_request_exception=False).get("/cassee/", HTTP_HOST=mairie_a.host)
    Municipality.objects.filter(code=mairie_a.code).update(state="suspended")
    directory.clear()
    closed = Client().get("/", HTTP_HOST=mairie_a.host)

    assert (failed.status_code, closed.status_code) == (500, 503)
    for answer in (failed, closed):
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("address", "status"), [("/api/v1/publications/", 401), ("/api/v1/nowhere/", 404)])
def test_json_may_load_nothing(mairie_a, client_for, address, status):
    answer = client_for(mairie_a).get(address)
    assert (answer.status_code, answer.headers["Content-Security-Policy"]) == (status, BARE_POLICY)


@pytest.mark.parametrize("host", ["localhost", "inconnue.localhost"])
def test_styles_are_served_on_every_host(db, host):
    answer = Client().get("/static/api/plain.css", HTTP_HOST=host)
    answer.close()
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')


def test_pages_that_are_not_kept_are_compressed_and_those_that_may_hold_a_secret_are_not(rf):
    text = "<p>Une page</p>" * 100
    public, secret, short = HttpResponse(text), HttpResponse(text), HttpResponse("<p>")
    secret["Cache-Control"] = "private, no-store"
    plain, cookie = HttpResponse(text, content_type="text/plain"), HttpResponse(text)
    cookie.set_cookie("session", "x")
    sent = [
        CompressionMiddleware(lambda _request, answer=answer: answer)(rf.get("/", HTTP_ACCEPT_ENCODING="gzip, br"))
        for answer in (public, secret, short, plain, cookie)
    ]
    assert [answer.get("Content-Encoding") for answer in sent] == ["br", None, None, None, None]
    assert [answer.get("Vary") for answer in sent] == ["Accept-Encoding", None, None, None, None]
    assert brotli.decompress(public.content).decode() == text
    assert public["Content-Length"] == str(len(public.content))


@pytest.mark.parametrize("address", ["/api/v1/schema/", "/api/v1/events/feed.ics"])
def test_what_the_api_gives_to_everybody_is_compressed(mairie_a, inside, address):
    inside(mairie_a)
    make_event(description="Réunion publique. " * 40)
    asked = {"host": mairie_a.host, "accept-encoding": "br"}

    plain, packed = Client().get(address, headers={"host": mairie_a.host}), Client().get(address, headers=asked)

    assert brotli.decompress(packed.content) == plain.content
    assert packed["Vary"] == plain["Vary"] == "Accept-Encoding"
    unchanged = Client().get(address, headers=asked | {"if-none-match": packed["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    own = Client().get(address, headers=asked | {"authorization": "Bearer x"})
    assert "Content-Encoding" not in own.headers


@pytest.mark.parametrize(
    ("method", "status", "headers"),
    [
        ("get", 200, {}),
        ("get", 200, {"Cache-Control": "private, no-cache"}),
        ("get", 200, {"Cache-Control": "no-store"}),
        ("get", 200, {"Cache-Control": "public", "Accept-Ranges": "bytes"}),
        ("get", 206, {"Cache-Control": "public"}),
        ("post", 200, {"Cache-Control": "public"}),
    ],
)
def test_what_may_be_somebodys_own_or_a_part_is_sent_as_it_is(rf, method, status, headers):
    answer = HttpResponse(b"{}" * 1000, content_type="application/json", status=status, headers=headers)

    sent = CompressionMiddleware(lambda _request: answer)(getattr(rf, method)("/", HTTP_ACCEPT_ENCODING="br"))

    assert (sent.get("Content-Encoding"), sent.content) == (None, b"{}" * 1000)


@pytest.mark.parametrize("header", [{"cookie": "ecms_session=x"}, {"authorization": "Bearer x"}])
def test_who_may_be_signed_in_gets_pages_as_they_are(mairie_a, header):
    publish_site(mairie_a)
    asked = {"host": mairie_a.host, "accept-encoding": "br"}

    everybodys, own = (Client().get("/recherche/?q=mairie", headers=asked | more) for more in ({}, header))

    assert everybodys["Content-Encoding"] == "br"
    assert "Content-Encoding" not in own.headers
    assert own.content.endswith(b"</html>\n")


def test_a_missing_page_of_a_mairie_is_compressed(mairie_a):
    answer = Client().get("/nowhere/", HTTP_HOST=mairie_a.host, HTTP_ACCEPT_ENCODING="br")
    assert (answer.status_code, answer["Content-Encoding"], answer["Cache-Control"]) == (404, "br", "private, no-cache")
    assert "Page introuvable" in brotli.decompress(answer.content).decode()
