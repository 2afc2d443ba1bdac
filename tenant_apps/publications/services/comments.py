"""Write and delete comments; `comments_count` is the number of visible ones."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from core.api import ids
from core.api.errors import PermissionDeniedError, ValidationFailed
from core.api.permissions import Account
from core.pages import content_changed
from core.texts import clean_text
from tenant_apps.dashboard.services import figures_changed, record_activity
from tenant_apps.publications import hooks
from tenant_apps.publications.errors import CommenterBlocked, CommentNotFound, CommentsClosed
from tenant_apps.publications.models import BlockedCommenter, Comment, Publication
from tenant_apps.publications.permissions import may_delete_comment
from tenant_apps.publications.services.locks import lock_comment, lock_public_publication

MAX_COMMENT = 2_000


@transaction.atomic
def add_comment(
    *, publication_id: int, author: Account, content: str, parent_id: int | None = None, submission: UUID | None = None
) -> Comment:
    """Comment on a publication, or answer a comment of it; the same `submission` again gives what it wrote.

    Raises PublicationNotFound, PublicationNotPublic, CommentsClosed, CommenterBlocked, ValidationFailed.
    """
    publication = lock_public_publication(publication_id=publication_id, user=author)
    if written := _already_written(publication, author, submission):
        return written
    if not publication.allow_comments:
        raise CommentsClosed
    if BlockedCommenter.objects.filter(user_id=author.id).exists():
        raise CommenterBlocked
    text = clean_text(content)
    if not text:
        raise ValidationFailed({"content": [_("Ce commentaire est vide.")]})
    parent = _parent(publication, parent_id) if parent_id is not None else None
    comment = Comment.objects.create(
        publication=publication, author_id=author.id, parent=parent, content=text, submission=submission
    )
    change_count(comment=comment, by=1)
    record(type="comment_created", title=_("Nouveau commentaire"), comment=comment, actor=author)
    hooks.commented.run(comment)
    return comment


@transaction.atomic
def delete_comment(*, publication_id: int, comment_id: int, actor: Account) -> None:
    """Delete one's own comment or, as a moderator, anyone's; raises CommentNotFound, PermissionDeniedError."""
    comment = lock_comment(publication_id=publication_id, comment_id=comment_id)
    if comment.status == Comment.Status.DELETED:
        raise CommentNotFound
    if not may_delete_comment(actor, author_id=comment.author_id):
        raise PermissionDeniedError if comment.status == Comment.Status.VISIBLE else CommentNotFound
    remove(comment=comment)
    if actor.id != comment.author_id:
        record(type="comment_deleted", title=_("Commentaire supprimé"), comment=comment, actor=actor)


def remove(*, comment: Comment) -> None:
    """Take a locked comment away; while it has replies its place stays, without its text."""
    if comment.status == Comment.Status.VISIBLE:
        change_count(comment=comment, by=-1)
    if Comment.objects.filter(publication_id=comment.publication_id, parent_id=comment.pk).exists():
        comment.status, comment.content, comment.reports_count = Comment.Status.DELETED, "", 0
        comment.save(update_fields=["status", "content", "reports_count"])
        comment.reports.all().delete()
        return
    Comment.objects.filter(pk=comment.pk).delete()
    if comment.parent_id is not None:
        _remove_empty_place(comment.publication_id, comment.parent_id)


def change_count(*, comment: Comment, by: int) -> None:
    """Move the number of visible comments of the comment's locked publication."""
    comment.publication.comments_count += by
    comment.publication.save(update_fields=["comments_count"])
    figures_changed([comment.created_at])
    content_changed()


def record(*, type: str, title: str, comment: Comment, actor: Account) -> None:
    record_activity(
        type=type,
        title=title,
        description=comment.publication.title,
        actor=actor,
        target=ids.encode("com", comment.pk),
    )


def _already_written(publication: Publication, author: Account, submission: UUID | None) -> Comment | None:
    """What the same form has written: it was sent twice, and the second waited for the publication."""
    if submission is None:
        return None
    return Comment.objects.filter(publication=publication, author_id=author.id, submission=submission).first()


def _parent(publication: Publication, parent_id: int) -> Comment:
    """The visible comment that is answered, held so that it can't go meanwhile."""
    rows = Comment.objects.select_for_update(no_key=True)
    parent = rows.filter(pk=parent_id, publication=publication, status=Comment.Status.VISIBLE).first()
    if parent is None:
        raise ValidationFailed({"parent_id": [_("Ce commentaire n'existe pas ou n'est plus visible.")]})
    if parent.parent_id is not None:
        raise ValidationFailed({"parent_id": [_("On ne répond pas à une réponse.")]})
    return parent


def _remove_empty_place(publication_id: int, parent_id: int) -> None:
    if not Comment.objects.filter(publication_id=publication_id, parent_id=parent_id).exists():
        Comment.objects.filter(pk=parent_id, status=Comment.Status.DELETED).delete()
