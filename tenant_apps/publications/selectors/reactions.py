"""What one person has to do with a publication, and where comments stand on its page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.api import ids
from tenant_apps.publications.models import Comment, Like
from tenant_apps.publications.selectors.comments import EMBEDDED_REPLIES, EMBEDDED_THREADS
from tenant_apps.publications.selectors.public import Card

MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class OwnComment:
    """A comment that its author may take back."""

    id: int
    content: str
    created_at: datetime
    is_visible: bool


def is_liked(*, publication_id: int, user_id: int) -> bool:
    """Whether the person likes it."""
    return Like.objects.filter(publication_id=publication_id, user_id=user_id).exists()


def own_comments(*, publication_id: int, user_id: int) -> list[OwnComment]:
    """What the person has written there, latest first."""
    rows = Comment.objects.filter(publication_id=publication_id, author_id=user_id)
    kept = rows.exclude(status=Comment.Status.DELETED).order_by("-id")[:MOST_OWN]
    return [OwnComment(row.pk, row.content, row.created_at, row.status == Comment.Status.VISIBLE) for row in kept]


def is_own_comment(*, publication_id: int, comment_id: int, user_id: int) -> bool:
    """Whether the person wrote it and it has not been deleted."""
    rows = Comment.objects.filter(pk=comment_id, publication_id=publication_id, author_id=user_id)
    return rows.exclude(status=Comment.Status.DELETED).exists()


def answerable(*, publication_id: int, comment_id: int) -> Comment | None:
    """The visible comment that begins a thread of the publication, with its author."""
    threads = Comment.objects.select_related("author").filter(publication_id=publication_id, parent_id__isnull=True)
    return threads.filter(pk=comment_id, status=Comment.Status.VISIBLE).first()


def address_of_comment(*, card: Card, comment_id: int) -> str:
    """Where readers see the comment: where its thread has come to stand, or behind its first replies."""
    parent_id = Comment.objects.filter(pk=comment_id).values_list("parent_id", flat=True).first()
    replies = Comment.objects.filter(parent_id=parent_id or 0, status=Comment.Status.VISIBLE)
    page, url = replies.filter(pk__lt=comment_id).count() // EMBEDDED_REPLIES + 1, f"{card.url}reponses/{parent_id}/"
    if page == 1:
        before = _seen_threads(card.id).filter(pk__lt=parent_id or comment_id).count()
        page, url = before // EMBEDDED_THREADS + 1, card.url
    return f"{url}{f'?page={page}' if page > 1 else ''}#{ids.encode('com', comment_id)}"


def _seen_threads(publication_id: int) -> QuerySet[Comment]:
    """As the public page lists them: also the places of deleted ones that have visible replies."""
    threads = Comment.objects.filter(publication_id=publication_id, parent_id__isnull=True)
    reply = Comment.objects.filter(
        publication_id=publication_id, parent_id=OuterRef("pk"), status=Comment.Status.VISIBLE
    )
    return threads.filter(Q(status=Comment.Status.VISIBLE) | Exists(reply))
