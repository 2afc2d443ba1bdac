"""One publication with its gallery and first comments."""

from typing import Any

from core.api import ids
from core.tenancy.statements import fetch
from core.tenancy.storage import media_url
from tenant_apps.media.selectors import rendition_urls, thumbnail_url
from tenant_apps.publications.errors import PublicationNotFound
from tenant_apps.publications.selectors.comments import first_threads
from tenant_apps.publications.selectors.rows import COLUMNS, TABLES, Row, as_publication
from tenant_apps.publications.selectors.visibility import PUBLIC, Reader

GALLERY = """
(SELECT json_agg(json_build_array(i.id, m.id, m.name, m.alt_text, m.width, m.height, m.widths) ORDER BY i.position)
 FROM publications_image i JOIN media_media m ON m.id = i.media_id WHERE i.publication_id = p.id)
"""
STATEMENT = f"SELECT {GALLERY}, {COLUMNS} FROM {TABLES} WHERE p.id = %(id)s AND {{visible}}"  # noqa: S608 - constants of this app

EXISTS = "SELECT 1 FROM publications_publication p WHERE p.id = %(id)s AND {visible}"


def publication_with_gallery(*, publication_id: int, reader: Reader) -> dict[str, Any]:
    """A publication the reader may see, in one statement; raises PublicationNotFound."""
    statement = STATEMENT.format(visible="true" if reader.sees_all else PUBLIC)
    rows = fetch(statement, {"id": publication_id, "reader": reader.id})
    if not rows:
        raise PublicationNotFound
    [(gallery, *columns)] = rows
    return {**as_publication(Row._make(columns)), "gallery": [_as_image(*image) for image in gallery or []]}


def publication_detail(*, publication_id: int, reader: Reader) -> dict[str, Any]:
    """The same with its first comment threads, in three statements."""
    publication = publication_with_gallery(publication_id=publication_id, reader=reader)
    return {**publication, "comments": first_threads(publication_id=publication_id, reader=reader)}


def require_visible(*, publication_id: int, reader: Reader) -> None:
    """Raise PublicationNotFound unless the reader may see the publication."""
    if not fetch(EXISTS.format(visible="true" if reader.sees_all else PUBLIC), {"id": publication_id}):
        raise PublicationNotFound


def _as_image(
    image_id: int, media_id: int, name: str, alt_text: str, width: int, height: int, widths: list[int]
) -> dict[str, Any]:
    return {
        "id": ids.encode("img", image_id),
        "media_id": ids.encode("media", media_id),
        "url": media_url(name),
        "thumbnail_url": thumbnail_url(name=name, type="image"),
        "alt_text": alt_text,
        "width": width,
        "height": height,
        "renditions": rendition_urls(name=name, widths=widths),
    }
