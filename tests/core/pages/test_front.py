"""A warm page is answered in front of Django, byte for byte as Django would, and only while it may be shown."""

import gzip

import brotli
import pytest
from django.core.signals import request_finished
from django.db import connection

from core.pages.changes import watch
from core.pages.encodings import accepted
from core.pages.shelves import shelves
from core.redis import RedisUnavailable, client
from core.tenancy.directory import directory
from shared_apps.municipalities.models import Municipality


@pytest.fixture
def at_once(monkeypatch):
    """Look for changes made elsewhere at every request."""
    monkeypatch.setattr("core.pages.changes.LOOK_SECONDS", 0.0)
    watch.next_look = 0.0


def test_the_second_request_does_not_reach_django(mairie_a, visitor):
    first, second = visitor.get(mairie_a.host), visitor.get(mairie_a.host)
    assert visitor.passed_on == 1
    assert first == second
    assert first.status == 200


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("BR", "br"),
        ("*", "br"),
        ("*;q=0", None),
        ("br;q=0,gzip;q=0", None),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=abc", None),
        ("x-unknown", None),
    ],
)
def test_the_body_comes_in_the_encoding_that_was_asked_for(mairie_a, visitor, accept, encoding):
    plain = visitor.get(mairie_a.host).body

    answer = visitor.get(mairie_a.host, accept_encoding=accept)

    decode = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    assert answer.headers.get("Content-Encoding") == encoding
    assert decode(answer.body) == plain
    assert int(answer.headers["Content-Length"]) == len(answer.body)
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert accepted(accept) == (encoding or "identity")


def test_each_encoding_has_its_own_validator_and_is_not_sent_twice(mairie_a, visitor):
    tags = {
        name: visitor.get(mairie_a.host, accept_encoding=name).headers["ETag"] for name in ("br", "gzip", "identity")
    }
    assert len(set(tags.values())) == 3
    for name, tag in tags.items():
        for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            answer = visitor.get(mairie_a.host, accept_encoding=name, if_none_match=header)
            assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
            assert "Content-Length" not in answer.headers
    assert visitor.get(mairie_a.host, accept_encoding="br", if_none_match=tags["gzip"]).status == 200


def test_the_first_request_too_is_told_that_it_has_the_page(mairie_a, visitor):
    tag = visitor.get(mairie_a.host).headers["ETag"]
    shelves.clear()
    assert visitor.get(mairie_a.host, if_none_match=tag).status == 304


def test_browsers_ask_each_time_unless_the_view_knows_better(mairie_a, visitor, pages_site):
    assert visitor.get(mairie_a.host).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    pages_site.headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    for _time in range(2):
        assert "immutable" in visitor.get(mairie_a.host, "/liste/").headers["Cache-Control"]


def test_head_has_the_headers_alone(mairie_a, visitor):
    cold = visitor.get(mairie_a.host, method="HEAD", accept_encoding="br")
    warm = visitor.get(mairie_a.host, method="HEAD", accept_encoding="br")
    whole = visitor.get(mairie_a.host, accept_encoding="br")
    assert cold == warm
    assert (warm.body, warm.headers) == (b"", whole.headers)
    assert visitor.passed_on == 1


def test_a_warm_page_keeps_the_headers_that_protect_it_and_no_id_of_another_request(mairie_a, visitor):
    visitor.get(mairie_a.host)
    headers = visitor.get(mairie_a.host).headers
    assert headers["Content-Security-Policy"].startswith("base-uri 'none'; connect-src 'self'; default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "X-Request-ID" not in headers


@pytest.mark.parametrize("spelling", [str.upper, "{}.".format, "{}:8000".format, "{}.:8000".format])
def test_a_host_is_one_however_it_is_spelt(mairie_a, visitor, spelling):
    visitor.get(mairie_a.host)
    assert mairie_a.name in visitor.get(spelling(mairie_a.host)).text
    assert visitor.passed_on == 1


def test_hosts_are_never_mixed_up(mairie_a, mairie_b, visitor):
    for host in (mairie_a.host, mairie_b.host):
        visitor.get(host)
    assert mairie_a.name in visitor.get(mairie_a.host).text
    assert mairie_b.name in visitor.get(mairie_b.host, x_forwarded_host=mairie_a.host).text
    assert visitor.passed_on == 2
    for host in ("localhost", f"autre.{mairie_a.host}", f"{mairie_a.host}.example.org", f"{mairie_a.host}, x", ""):
        assert mairie_a.name not in visitor.get(host).text
    assert visitor.passed_on == 7


def test_a_query_reaches_the_page_it_means(mairie_a, visitor):
    plain = visitor.get(mairie_a.host, "/liste/")
    second = visitor.get(mairie_a.host, "/liste/?q=eau&page=2")
    assert visitor.passed_on == 2
    assert visitor.get(mairie_a.host, "/liste/?fbclid=x") == plain
    assert visitor.get(mairie_a.host, "/liste/?page=2&q=eau&fbclid=x") == second
    assert visitor.get(mairie_a.host, "/liste/?page=&q=") == plain
    assert visitor.passed_on == 2


def test_a_query_that_names_another_municipality_is_refused_as_ever(mairie_a, mairie_b, visitor):
    visitor.get(mairie_a.host)
    for query in (f"municipality_code={mairie_b.code}", f"municipality%5Fcode={mairie_b.code}"):
        assert visitor.get(mairie_a.host, f"/?{query}").status == 401
    assert visitor.get(mairie_a.host, f"/?municipality_code={mairie_a.code}").status == 200


def test_a_path_that_is_not_ascii_is_never_taken_for_another(mairie_a, visitor):
    visitor.get(mairie_a.host)
    assert visitor.get(mairie_a.host, "/%C3%A9/").status == 404


@pytest.mark.parametrize("headers", [{"authorization": "Bearer nonsense"}, {"x_municipality_code": "17300"}])
def test_who_names_an_account_or_a_mairie_is_heard_by_django(mairie_a, visitor, headers):
    visitor.get(mairie_a.host)
    assert visitor.get(mairie_a.host, **headers).status == 401


def test_other_methods_reach_django(mairie_a, visitor):
    visitor.get(mairie_a.host)
    visitor.get(mairie_a.host, method="POST")
    assert visitor.passed_on == 2


def test_a_suspended_mairie_and_a_host_that_moved_stop_at_once_here(mairie_a, visitor):
    visitor.get(mairie_a.host)
    Municipality.objects.filter(code=mairie_a.code).update(state="suspended")
    directory.clear()
    assert visitor.get(mairie_a.host).status == 503

    Municipality.objects.filter(code=mairie_a.code).update(state="active")
    directory.clear()
    assert visitor.get(mairie_a.host).status == 200


def test_an_operators_change_elsewhere_is_seen_at_the_next_look(mairie_a, visitor, at_once):
    visitor.get(mairie_a.host)
    Municipality.objects.filter(code=mairie_a.code).update(state="suspended")
    client().incr("ecms:tenancy:version")
    assert visitor.get(mairie_a.host).status == 503


def test_a_change_of_another_mairie_asks_again_and_renders_nothing(mairie_a, visitor, pages_site, at_once):
    visitor.get(mairie_a.host)
    client().incr("ecms:tenancy:version")
    visitor.get(mairie_a.host)
    visitor.get(mairie_a.host)
    assert (visitor.passed_on, pages_site.rendered) == (2, 1)


def test_a_page_that_is_not_kept_passes_through_untouched(mairie_a, visitor):
    answers = [visitor.get(mairie_a.host, "/libre/") for _number in range(2)]
    assert visitor.passed_on == 2
    assert answers[0].headers["X-Request-ID"] != answers[1].headers["X-Request-ID"]


def test_an_answer_that_became_one_readers_own_is_not_repeated(mairie_a, visitor):
    """A view that answers with a kept page and then makes it private has not changed the page of the others."""
    for _again in range(2):
        assert visitor.get(mairie_a.host, "/a-moi/").headers["Cache-Control"] == "private, no-store"
    assert visitor.passed_on == 2


def test_a_connection_is_given_back_when_the_page_was_kept(mairie_a, visitor):
    finished = []
    request_finished.connect(lambda **kwargs: finished.append(connection.schema_name), weak=False, dispatch_uid="test")
    visitor.get(mairie_a.host)
    request_finished.disconnect(dispatch_uid="test")
    assert finished == ["public"]


def test_without_redis_pages_live_a_few_seconds(mairie_a, visitor, pages_site, monkeypatch, at_once):
    def down():
        raise RedisUnavailable

    visitor.get(mairie_a.host)
    monkeypatch.setattr("core.pages.changes.client", down)
    visitor.get(mairie_a.host)
    assert (visitor.passed_on, shelves.blind) == (1, True)

    monkeypatch.setattr("core.pages.shelves.BLIND_SECONDS", 0.0)
    visitor.get(mairie_a.host)
    assert (visitor.passed_on, pages_site.rendered) == (2, 2)

    monkeypatch.undo()
    watch.next_look = 0.0
    visitor.get(mairie_a.host)
    assert shelves.blind is False
    assert pages_site.rendered == 3, "what changed meanwhile is not known, so everything is rendered again"
