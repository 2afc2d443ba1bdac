"""Feeds as files; the public one is kept for as long as it is the same, because anybody may ask for it."""

from django.core.cache import cache

from tenant_apps.events.ical.writing import write_calendar
from tenant_apps.events.selectors.feeds import FeedScope, feed_entries

KEPT_SECONDS = 3_600


def feed_file(*, scope: FeedScope, version: str, name: str, personal: bool = False) -> bytes:
    """The calendar file of the feed in that version."""
    if personal:
        entries = feed_entries(scope=scope)
        return write_calendar(name=name, entries=entries, personal=True, with_notes=scope.reads_notes)
    key = f"events.feed:{version}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = write_calendar(name=name, entries=feed_entries(scope=scope))
        cache.set(key, kept, KEPT_SECONDS)
    return kept
