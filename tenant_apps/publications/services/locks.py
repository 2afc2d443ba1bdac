"""Row locks, always in this order: publications by number, then comments by number."""

from collections.abc import Collection, Iterable

from django.db.models.functions import Now

from core.api.permissions import Account, acts_for_mairie
from tenant_apps.publications.errors import CommentNotFound, PublicationNotFound, PublicationNotPublic
from tenant_apps.publications.models import Comment, Publication

LOCKED_FIELDS = (
    "status",
    "scheduled_at",
    "expires_at",
    "allow_comments",
    "likes_count",
    "comments_count",
    "title",
    "author_id",
)


def lock_public_publication(*, publication_id: int, user: Account) -> Publication:
    """A publication that citizens see, held until the end of the transaction.

    Raises PublicationNotFound, or PublicationNotPublic for those who see what is not on line.
    """
    rows = Publication.objects.select_for_update(no_key=True).annotate(clock=Now()).only(*LOCKED_FIELDS)
    publication = rows.filter(pk=publication_id).first()
    if publication is not None and publication.is_public_at(publication.clock):
        return publication
    raise PublicationNotPublic if publication and acts_for_mairie(user) else PublicationNotFound


def lock_comments(*, comment_ids: Collection[int]) -> list[Comment]:
    """Those of the comments that exist, replies before what they answer, with their publications held as well."""
    of_comments = Comment.objects.filter(pk__in=comment_ids).values("publication_id")
    publications = Publication.objects.select_for_update(no_key=True).only(*LOCKED_FIELDS)
    held = {publication.pk: publication for publication in publications.filter(pk__in=of_comments).order_by("pk")}
    comments = list(Comment.objects.select_for_update().filter(pk__in=comment_ids, publication__in=held).order_by("pk"))
    for comment in comments:
        comment.publication = held[comment.publication_id]
    return sorted(comments, key=lambda comment: (comment.parent_id is None, comment.pk))


def lock_comment(*, publication_id: int, comment_id: int) -> Comment:
    """One comment of a publication; raises CommentNotFound."""
    return only_of(publication_id, lock_comments(comment_ids=[comment_id]))


def only_of(publication_id: int, comments: Iterable[Comment]) -> Comment:
    for comment in comments:
        if comment.publication_id == publication_id:
            return comment
    raise CommentNotFound
