"""What the demo's mairies publish: one part an app, in this order, each filled once."""

from collections.abc import Callable
from functools import partial

from config.demo import (
    content_dashboard,
    content_events,
    content_messages,
    content_notifications,
    content_publications,
    content_settings,
    content_website,
)
from config.demo.accounts import People
from config.demo.seeding import once

# Name → function that fills it inside the mairie; names are remembered in the database, so they never change.
PARTS: dict[str, Callable[[People], None]] = {
    "notifications": content_notifications.fill,
    "publications": content_publications.fill,
    "events": content_events.fill,
    "messages": content_messages.fill,
    "website": content_website.fill,
    "settings": content_settings.fill,
    "dashboard": content_dashboard.fill,
}


def seed(people: Callable[[], People]) -> None:
    """Fill the mairie that has been entered; parts that an earlier start filled are left as people changed them.

    `people` is asked for a part that is still to be filled only: by then, accounts of the demo may have been deleted.
    """
    for name, fill in PARTS.items():
        once(name, partial(_fill, fill, people))


def _fill(fill: Callable[[People], None], people: Callable[[], People]) -> None:
    fill(people())
