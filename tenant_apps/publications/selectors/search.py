"""Publications as the search knows them."""

from core.search import Source, table_source
from core.tenancy.statements import utc_text
from tenant_apps.publications.selectors.visibility import PUBLIC, Reader

ON_LINE_AT = "CASE p.status WHEN 'scheduled' THEN p.scheduled_at ELSE p.published_at END"


def search_source(*, reader: Reader) -> Source:
    """What the reader may see; details: type, moment of creation, moment it went on line."""
    return table_source(
        kind="publications",
        table="publications_publication",
        alias="p",
        visible="true" if reader.sees_all else f"({PUBLIC})",
        newest="p.id DESC",
        recency="extract(epoch FROM p.created_at)",
        body="p.content",
        details=f"json_build_array(p.type, {utc_text('p.created_at')}, {utc_text(ON_LINE_AT)})",
    )
