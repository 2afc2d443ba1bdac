"""Likes: a row for each person, and their number on the publication."""

from datetime import datetime

from django.db import connection, transaction

from core.api.permissions import Account
from core.pages import content_changed
from tenant_apps.dashboard.services import figures_changed
from tenant_apps.publications.models import Like, Publication
from tenant_apps.publications.selectors.reactions import is_liked
from tenant_apps.publications.services.locks import lock_public_publication

REMOVE = """
DELETE FROM publications_like WHERE publication_id = %(publication)s AND user_id = %(user)s RETURNING created_at
"""


@transaction.atomic
def toggle_like(*, publication_id: int, user: Account) -> tuple[bool, int]:
    """Like, or take the like back; gives whether it is liked now and by how many.

    Raises PublicationNotFound, PublicationNotPublic. The publication is held, so two toggles at once are two in turn.
    """
    publication = lock_public_publication(publication_id=publication_id, user=user)
    return _toggled(publication, user), publication.likes_count


@transaction.atomic
def set_like(*, publication_id: int, user: Account, liked: bool) -> None:
    """Like or not, as asked, however often it is asked; raises PublicationNotFound, PublicationNotPublic."""
    publication = lock_public_publication(publication_id=publication_id, user=user)
    if is_liked(publication_id=publication.pk, user_id=user.id) != liked:
        _toggled(publication, user)


def _toggled(publication: Publication, user: Account) -> bool:
    """Whether a held publication is liked from now on."""
    removed = _remove(publication.pk, user.id)
    if not removed:
        Like.objects.create(publication_id=publication.pk, user_id=user.id)
    publication.likes_count += -1 if removed else 1
    publication.save(update_fields=["likes_count"])
    content_changed()
    figures_changed(removed)
    return not removed


def _remove(publication_id: int, user_id: int) -> list[datetime]:
    """Take the like away if there is one; gives when it was made."""
    with connection.cursor() as cursor:
        cursor.execute(REMOVE, {"publication": publication_id, "user": user_id})
        return [made_at for (made_at,) in cursor.fetchall()]
