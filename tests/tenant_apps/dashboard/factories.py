"""A clock that stands still, and what tests of the dashboard count."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.db.models import F

from core.tenancy import require
from tenant_apps.dashboard.models import Day
from tenant_apps.dashboard.services.days import close_days
from tenant_apps.publications.models import Comment, Like, Publication
from tests.factories import make_user
from tests.tenant_apps.publications.factories import make_publication

BASE = "/api/v1/dashboard/"


def local(text: str, zone: str | None = None) -> datetime:
    """`"2026-03-31 23:30"` on the clock of the mairie one is in."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone or require().timezone))


@contextmanager
def clock(text: str, zone: str = "Europe/Paris") -> Iterator[None]:
    """Live at that moment."""
    with time_machine.travel(local(text, zone), tick=False):
        yield


def published(moment: str, **fields: Any) -> Publication:
    """A publication that went on line then."""
    return make_publication(**{"published_at": local(moment), "created_at": local(moment), **fields})


def liked(publication: Publication, *moments: str) -> None:
    Publication.objects.filter(pk=publication.pk).update(likes_count=F("likes_count") + len(moments))
    for moment in moments:
        Like.objects.create(publication=publication, user=make_user(role="admin"), created_at=local(moment))


def commented(publication: Publication, *moments: str, **fields: Any) -> None:
    author = make_user(role="admin")
    if fields.get("status", "visible") == "visible":
        Publication.objects.filter(pk=publication.pk).update(comments_count=F("comments_count") + len(moments))
    for moment in moments:
        Comment.objects.create(
            publication=publication, author=author, content="Oui", created_at=local(moment), **fields
        )


def registered(moment: str, **fields: Any) -> Any:
    """A citizen whose account was made then."""
    user = make_user(**fields)
    type(user).objects.filter(pk=user.pk).update(created_at=local(moment))
    return user


def close(moment: str) -> None:
    """Close the days as a job would have then."""
    with clock(moment):
        close_days()


def row(day: str) -> dict[str, Any]:
    """The stored day without what is zero."""
    stored = Day.objects.filter(day=day).values().first() or {}
    return {key: value for key, value in stored.items() if value and key not in {"day", "closed_at", "updated_at"}}
