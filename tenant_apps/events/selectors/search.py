"""Events as the search knows them."""

from core.search import Source, table_source
from core.tenancy.statements import utc_text
from tenant_apps.events.selectors.visibility import Reader

# The soonest to come first, then the last that was: a number that is greater the closer an event is.
NEARNESS = "CASE WHEN e.end_at >= now() THEN 1e10 ELSE 0 END - abs(extract(epoch FROM e.start_at - now()))"


def search_source(*, reader: Reader) -> Source:
    """What the reader may see, of a series its nearest occurrence; details: start, end, all day, where."""
    return table_source(
        kind="events",
        table="events_event",
        alias="e",
        visible=reader.condition,
        newest="e.start_at DESC",
        recency=NEARNESS,
        once="COALESCE(e.series_id, -e.id)",
        body="concat_ws(' - ', NULLIF(e.location_name, ''), NULLIF(e.location_address, ''), NULLIF(e.description, ''))",
        details=f"json_build_array({utc_text('e.start_at')}, {utc_text('e.end_at')}, e.all_day, e.location_name)",
        values={"reader": reader.id},
    )
