"""Pages of the site as the search knows them."""

from core.search import Source, table_source
from core.tenancy.statements import utc_text


def search_source(*, sees_all: bool) -> Source:
    """Published pages, or all of them; details: address, moment of the last change."""
    return table_source(
        kind="pages",
        table="website_page",
        alias="w",
        visible="true" if sees_all else "w.is_published",
        newest="w.id DESC",
        recency="extract(epoch FROM w.updated_at)",
        body="w.content",
        details=f"json_build_array(w.slug, {utc_text('w.updated_at')})",
    )
