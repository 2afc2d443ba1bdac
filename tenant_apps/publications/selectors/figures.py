"""How much was published, liked and commented on each day of the mairie."""

from datetime import date, datetime
from typing import NamedTuple

from core.tenancy import require
from core.tenancy.statements import fetch

# Of a publication the moment it went or goes on line, as its index writes it.
ON_LINE_AT = "CASE WHEN p.status = 'scheduled' THEN p.scheduled_at ELSE p.published_at END"
LIKE, COMMENT = "like", "comment"
STATEMENT = f"""
SELECT ({ON_LINE_AT} AT TIME ZONE %(zone)s::text)::date, p.type, p.category_id, count(*), sum(p.views_count)::bigint
FROM publications_publication p
WHERE {ON_LINE_AT} >= %(since)s AND {ON_LINE_AT} < %(until)s AND {ON_LINE_AT} <= %(now)s GROUP BY 1, 2, 3
UNION ALL
SELECT (l.created_at AT TIME ZONE %(zone)s::text)::date, '{LIKE}', NULL, count(*), 0
FROM publications_like l WHERE l.created_at >= %(since)s AND l.created_at < %(until)s GROUP BY 1
UNION ALL
SELECT (c.created_at AT TIME ZONE %(zone)s::text)::date, '{COMMENT}', NULL, count(*), 0
FROM publications_comment c
WHERE c.created_at >= %(since)s AND c.created_at < %(until)s AND c.status = 'visible' GROUP BY 1
"""  # noqa: S608 - constants of this module
REACTIONS = """
SELECT min(reaction.created_at) FROM (
    SELECT created_at FROM publications_like WHERE publication_id = %(publication)s
    UNION ALL
    SELECT created_at FROM publications_comment WHERE publication_id = %(publication)s
) reaction GROUP BY date_trunc('month', reaction.created_at, %(zone)s::text)
"""


class Figure(NamedTuple):
    """How many on a day: `kind` is a publication's type, LIKE or COMMENT; views are of the publications."""

    day: date
    kind: str
    category_id: int | None
    number: int
    views: int


def figures_by_day(*, since: datetime, until: datetime, now: datetime) -> list[Figure]:
    """Publications that went on line from `since` until before `until` (whether they still are or not) with all their
    views, and the likes and visible comments made then, one statement."""
    values = {"zone": require().timezone, "since": since, "until": until, "now": now}
    return [Figure._make(row) for row in fetch(STATEMENT, values)]


def moments_of_reactions(*, publication_id: int) -> list[datetime]:
    """The first moment of each month in which somebody liked the publication or commented on it."""
    rows = fetch(REACTIONS, {"zone": require().timezone, "publication": publication_id})
    return [moment for (moment,) in rows]
