"""Rows of notifications, made in the mairie one is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.api import ids
from tenant_apps.notifications.models import Notification

BASE = "/api/v1/notifications/"
_numbers = count(1)


def make_notification(user: Any, **fields: Any) -> Notification:
    """An unread one, unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "user": user,
        "type": "new_message",
        "key": f"msg:{number}",
        "title": "Nouveau message",
        "message": f"Marie Martin vous a envoyé le message {number}",
        "data": {"conversation_id": "conv_001"},
    }
    return Notification.objects.create(**{**defaults, **fields})


def path(notification: Notification | str) -> str:
    name = notification if isinstance(notification, str) else notif(notification)
    return f"{BASE}{name}/read/"


def notif(notification: Notification) -> str:
    return ids.encode("notif", notification.pk)


@contextmanager
def queries() -> Iterator[list[str]]:
    """The statements sent meanwhile, but for those that enter a schema."""
    sent: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield sent
    sent += [query["sql"] for query in captured if not query["sql"].startswith("SET search_path")]
