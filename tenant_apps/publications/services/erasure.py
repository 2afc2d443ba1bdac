"""What goes when a person is erased: their comments, likes and reports; what they published for the mairie stays."""

from django.db import transaction
from django.db.models import F

from core.api.permissions import Account
from core.pages import content_changed
from tenant_apps.publications.models import BlockedCommenter, Comment, CommentReport, Like, Publication
from tenant_apps.publications.services.comments import remove
from tenant_apps.publications.services.locks import lock_comments

BATCH = 500


@transaction.atomic
def erase_person(*, user: Account) -> dict[str, int]:
    """Remove what the person said and did as a citizen; gives how much of each there was."""
    removed = {
        "likes": _remove_likes(user.id),
        "reports": _remove_reports(user.id),
        "comments": _remove_comments(user.id),
        "blocks": BlockedCommenter.objects.filter(user_id=user.id).delete()[0],
    }
    content_changed()
    return removed


def _remove_comments(user_id: int) -> int:
    """Their texts; one that others have answered keeps its place, without its text."""
    written = Comment.objects.filter(author_id=user_id).exclude(status=Comment.Status.DELETED)
    ids = list(written.order_by("publication_id", "id").values_list("id", flat=True))
    for start in range(0, len(ids), BATCH):
        for comment in lock_comments(comment_ids=ids[start : start + BATCH]):
            remove(comment=comment)
    return len(ids)


def _remove_likes(user_id: int) -> int:
    liked = Like.objects.filter(user_id=user_id).values("publication_id")
    held = Publication.objects.select_for_update(no_key=True).filter(pk__in=liked).order_by("pk")
    ids = list(held.values_list("pk", flat=True))
    removed, _rows = Like.objects.filter(user_id=user_id, publication_id__in=ids).delete()
    Publication.objects.filter(pk__in=ids).update(likes_count=F("likes_count") - 1)
    return removed


def _remove_reports(user_id: int) -> int:
    ids = list(CommentReport.objects.filter(reporter_id=user_id).values_list("comment_id", flat=True))
    for comment in lock_comments(comment_ids=ids):
        if comment.reports_count > 0:
            comment.reports_count -= 1
            comment.save(update_fields=["reports_count"])
    return CommentReport.objects.filter(reporter_id=user_id, comment_id__in=ids).delete()[0]
