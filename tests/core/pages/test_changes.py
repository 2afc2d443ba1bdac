"""What changes in one process is forgotten in the others, at a cost that does not depend on the number of mairies."""

import pytest

from core.pages import changes, content_changed
from core.pages.changes import Watch
from core.pages.shelves import Page, Shelves
from core.redis import RedisUnavailable, client
from core.tenancy import mairie_context

SOON = float("inf")  # a moment at which every look is due


@pytest.fixture
def elsewhere(monkeypatch, settings):
    """What another process keeps and knows: looks at every call."""
    settings.PAGE_CACHE_BYTES = 1_000_000
    shelves, watch = Shelves(), Watch()
    monkeypatch.setattr(changes, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(changes, "shelves", shelves)
    watch.look(SOON)
    return shelves, watch


def keep(shelves, *mairies):
    for mairie in mairies:
        page = Page(bodies={"identity": b"x"}, headers={}, until=10**9, subject="")
        shelves.put(shelves.shelf(mairie), ("/", ""), page, ())


def announce(mairie, capture, monkeypatch):
    """A change made in this process, whose own shelves are others than `elsewhere`'s."""
    with monkeypatch.context() as patched, mairie_context(mairie):
        patched.setattr(changes, "shelves", Shelves())
        patched.setattr(changes, "watch", Watch())
        with capture(execute=True):
            content_changed()


def test_only_the_mairie_that_changed_is_forgotten(
    mairie_a, mairie_b, elsewhere, monkeypatch, django_capture_on_commit_callbacks
):
    shelves, watch = elsewhere
    keep(shelves, mairie_a, mairie_b)

    announce(mairie_a, django_capture_on_commit_callbacks, monkeypatch)
    watch.look(SOON)

    assert set(shelves.by_host) == {mairie_b.host}


def test_what_is_rolled_back_is_no_change(mairie_a, elsewhere, monkeypatch, django_capture_on_commit_callbacks):
    shelves, watch = elsewhere
    keep(shelves, mairie_a)
    with mairie_context(mairie_a), django_capture_on_commit_callbacks(execute=False):
        content_changed()
    watch.look(SOON)
    assert set(shelves.by_host) == {mairie_a.host}


def test_a_look_without_changes_is_one_command_however_many_mairies(mairie_a, mairie_b, elsewhere, monkeypatch):
    shelves, watch = elsewhere
    keep(shelves, mairie_a, mairie_b)
    asked = []

    class Counting:
        def __getattr__(self, command):
            asked.append(command)
            return getattr(client(), command)

    monkeypatch.setattr(changes, "client", Counting)
    watch.look(SOON)

    assert asked == ["mget"]


def test_looks_are_rare(elsewhere, monkeypatch):
    _shelves, watch = elsewhere
    monkeypatch.setattr(changes, "LOOK_SECONDS", 1000.0)
    watch.look(1e9)
    monkeypatch.setattr(changes, "client", None)
    watch.look(watch.next_look - 0.1)


def test_a_redis_that_starts_empty_has_everything_forgotten(
    mairie_a, elsewhere, monkeypatch, django_capture_on_commit_callbacks
):
    shelves, watch = elsewhere
    announce(mairie_a, django_capture_on_commit_callbacks, monkeypatch)
    watch.look(SOON)
    keep(shelves, mairie_a)

    client().flushdb()
    watch.look(SOON)

    assert not shelves.by_host


def test_a_change_that_redis_did_not_take_is_told_later(
    mairie_a, elsewhere, monkeypatch, django_capture_on_commit_callbacks
):
    def down():
        raise RedisUnavailable

    shelves, watch = elsewhere
    own = Watch()
    with monkeypatch.context() as patched, mairie_context(mairie_a):
        patched.setattr(changes, "watch", own)
        patched.setattr(changes, "client", down)
        with django_capture_on_commit_callbacks(execute=True):
            content_changed()
    keep(shelves, mairie_a)

    own.look(SOON)
    watch.look(SOON)

    assert not shelves.by_host
