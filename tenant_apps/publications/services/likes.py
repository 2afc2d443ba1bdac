"""Likes: a row for each person, and their number on the publication."""

from django.db import transaction

from tenant_apps.publications.models import Like
from tenant_apps.publications.permissions import Account
from tenant_apps.publications.services.locks import lock_public_publication


@transaction.atomic
def toggle_like(*, publication_id: int, user: Account) -> tuple[bool, int]:
    """Like, or take the like back; gives whether it is liked now and by how many.

    Raises PublicationNotFound, PublicationNotPublic. The publication is held, so two toggles at once are two in turn.
    """
    publication = lock_public_publication(publication_id=publication_id, user=user)
    removed, _rows = Like.objects.filter(publication_id=publication.pk, user_id=user.id).delete()
    if not removed:
        Like.objects.create(publication_id=publication.pk, user_id=user.id)
    publication.likes_count += -1 if removed else 1
    publication.save(update_fields=["likes_count"])
    return not removed, publication.likes_count
