"""Publications as the mairie takes them away: read in chunks, however many there are."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone

from tenant_apps.publications.models import Publication

CHUNK = 1_000
FIELDS = (
    "id",
    "type",
    "title",
    "excerpt",
    "tags",
    "status",
    "priority",
    "is_pinned",
    "allow_comments",
    "likes_count",
    "comments_count",
    "views_count",
    "created_at",
    "updated_at",
    "published_at",
    "scheduled_at",
    "expires_at",
)


class PublicationLine(NamedTuple):
    """One publication with labels in place of codes."""

    id: int
    type: str
    title: str
    excerpt: str
    category: str
    tags: str
    status: str
    priority: str
    author: str
    is_pinned: bool
    allow_comments: bool
    likes: int
    comments: int
    views: int
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    scheduled_at: datetime | None
    expires_at: datetime | None


def created_between(*, start: datetime | None, end: datetime | None) -> QuerySet[Publication]:
    """Publications created from `start` on and before `end`, the filter of the lists."""
    found = Publication.objects.all()
    if start:
        found = found.filter(created_at__gte=start)
    return found.filter(created_at__lt=end) if end else found


def count_lines(*, start: datetime | None, end: datetime | None, most: int) -> int:
    """How many there are, counted up to `most`."""
    return created_between(start=start, end=end)[:most].count()


def publication_lines(*, start: datetime | None, end: datetime | None) -> Iterator[PublicationLine]:
    """Every publication whatever its status, oldest first; to be read inside a transaction."""
    rows = created_between(start=start, end=end).annotate(
        category_label=F("category__label"), first_name=F("author__first_name"), last_name=F("author__last_name")
    )
    values = rows.order_by("created_at", "id").only(*FIELDS)
    now = timezone.now()
    for publication in values.iterator(chunk_size=CHUNK):
        yield _line(publication, now)


def _line(publication: Publication, now: datetime) -> PublicationLine:
    author = f"{publication.first_name} {publication.last_name}".strip()  # type: ignore[attr-defined]  # annotated
    status = Publication.Status(publication.status_at(now))
    on_line_since = publication.scheduled_at if status != publication.status else publication.published_at
    return PublicationLine(
        id=publication.pk,
        type=publication.get_type_display(),
        title=publication.title,
        excerpt=publication.excerpt,
        category=publication.category_label or "",  # type: ignore[attr-defined]  # annotated
        tags=", ".join(publication.tags),
        status=str(status.label),
        priority=publication.get_priority_display(),
        author=author,
        is_pinned=publication.is_pinned,
        allow_comments=publication.allow_comments,
        likes=publication.likes_count,
        comments=publication.comments_count,
        views=publication.views_count,
        created_at=publication.created_at,
        updated_at=publication.updated_at,
        published_at=on_line_since,
        scheduled_at=publication.scheduled_at,
        expires_at=publication.expires_at,
    )
