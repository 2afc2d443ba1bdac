"""Where media of the library are shown by publications."""

from collections.abc import Sequence

from django.db import connection

from core.api import ids
from tenant_apps.media.services.usage import Usage

# Covers, galleries, and pictures that the text itself shows by their address.
PLACES = """
SELECT p.id, p.title FROM publications_publication p
WHERE p.cover_id = ANY(%(media)s::bigint[])
   OR EXISTS (SELECT FROM publications_image i WHERE i.publication_id = p.id AND i.media_id = ANY(%(media)s::bigint[]))
   OR EXISTS (SELECT FROM media_media m WHERE m.id = ANY(%(media)s::bigint[]) AND position(m.name IN p.content) > 0)
ORDER BY p.id
"""


def places_of_media(media_ids: Sequence[int]) -> list[Usage]:
    """The publications that show one of the media."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES, {"media": list(media_ids)})
        return [
            Usage(kind="publication", id=ids.encode("pub", number), title=title) for number, title in cursor.fetchall()
        ]
