"""Where media of the library are shown by the site."""

from collections.abc import Sequence

from django.db import connection
from django.utils.translation import gettext as _

from core.api import ids
from tenant_apps.media.services.usage import Usage

# The site's own pictures, then pictures that the text of a page shows by their address.
PLACES = """
SELECT name, 0 AS id, '' AS title
FROM website_site s, LATERAL (VALUES ('logo', s.logo_id), ('favicon', s.favicon_id), ('section_hero', s.hero_image_id))
     AS picture (name, media_id)
WHERE media_id = ANY(%(media)s::bigint[])
UNION ALL
SELECT 'page', p.id, p.title FROM website_page p
WHERE EXISTS (SELECT FROM media_media m WHERE m.id = ANY(%(media)s::bigint[]) AND position(m.name IN p.content) > 0)
ORDER BY id, name
"""


def places_of_media(media_ids: Sequence[int]) -> list[Usage]:
    """The parts of the site, and the pages, that show one of the media."""
    titles = {"logo": _("Logo du site"), "favicon": _("Icône du site"), "section_hero": _("Bannière de l'accueil")}
    with connection.cursor() as cursor:
        cursor.execute(PLACES, {"media": list(media_ids)})
        return [
            Usage(kind="page", id=ids.encode("page", number), title=title)
            if number
            else Usage(kind="website", id=name, title=titles[name])
            for name, number, title in cursor.fetchall()
        ]
