"""What moderators look through: comments of all publications, and who may not comment."""

from dataclasses import dataclass

from django.db.models import QuerySet

from tenant_apps.publications.models import BlockedCommenter, Comment, CommentReport

REASONS_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentFilters:
    """What the queue is narrowed to; None does not narrow."""

    status: str | None = None
    reported: bool | None = None
    author: int | None = None
    publication: int | None = None


def moderation_queue(*, filters: CommentFilters) -> QuerySet[Comment]:
    """Comments that still have a text: the most reported first, then the newest."""
    comments = Comment.objects.exclude(status=Comment.Status.DELETED).select_related("author", "publication")
    comments = comments.only(
        "content", "status", "reports_count", "created_at", "parent_id", "publication__title",
        "author__first_name", "author__last_name", "author__avatar",
    )  # fmt: skip
    if filters.status:
        comments = comments.filter(status=filters.status)
    if filters.reported is not None:
        comments = comments.filter(reports_count__gt=0) if filters.reported else comments.filter(reports_count=0)
    if filters.author is not None:
        comments = comments.filter(author_id=filters.author)
    if filters.publication is not None:
        comments = comments.filter(publication_id=filters.publication)
    return comments.order_by("-reports_count", "-id")


def reasons_of(comment_ids: list[int]) -> dict[int, list[str]]:
    """The latest reasons given for each comment's reports."""
    reasons: dict[int, list[str]] = {}
    rows = CommentReport.objects.filter(comment_id__in=comment_ids).order_by("-id").values_list("comment_id", "reason")
    for comment_id, reason in rows:
        found = reasons.setdefault(comment_id, [])
        if reason and len(found) < REASONS_SHOWN:
            found.append(reason)
    return reasons


def blocked_commenters() -> QuerySet[BlockedCommenter]:
    """Who may not comment, latest decision first."""
    return BlockedCommenter.objects.select_related("user", "blocked_by").order_by("-id")
