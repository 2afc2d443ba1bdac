"""Run a search: one statement over all kinds, and two more for misspelt names when no row has the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from core.search.sources import BODY_LENGTH, MOST_MATCHES, Source
from core.search.words import alike, names, parameters
from core.tenancy.statements import fetch_unprepared

HITS = """{kind}_hits AS MATERIALIZED (
    SELECT * FROM ({hits}) hit ORDER BY rank DESC, recency DESC, key DESC LIMIT {most:d})"""
# How many there are of a kind, and its best as values of `_Best`.
OF_KIND = """
SELECT '{kind}', (SELECT count(*) FROM {kind}_hits), (
    SELECT json_agg(json_build_array(best.rank, best.recency, best.key, best.part, {title}, left({body}, {length:d}),
                                     {details}) ORDER BY best.rank DESC, best.recency DESC, best.key DESC)
    FROM (SELECT * FROM {kind}_hits ORDER BY rank DESC, recency DESC, key DESC LIMIT {limit:d} OFFSET {offset:d}) best
    {shown})::text
"""

# For the connection, each time anew: what its operator for similar words asks of the names it compares.
ASK_FOR = "SELECT set_config('pg_trgm.strict_word_similarity_threshold', %(alike)s, false)"


@dataclass(frozen=True, slots=True)
class Found:
    """A row that was found; `details` are the values of its source's `details`."""

    kind: str
    rank: float
    recency: float
    key: int
    part: int | None
    title: str
    body: str
    details: list[Any]


@dataclass(frozen=True, slots=True)
class Results:
    """Rows of one page, best first, how many there are of each kind, and whether their names are only similar."""

    rows: Sequence[Found]
    counts: Mapping[str, int]
    is_similar: bool = False

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def find(*, sources: Sequence[Source], text: str, limit: int, offset: int = 0) -> Results:
    """The best `limit` rows of each source after `offset`; by similar names when no row has the words.

    At most three statements.
    """
    found, named = _run(sources, "matching", text, limit, offset), names(text)
    if found.total or not named:
        return found
    fetch_unprepared(ASK_FOR, {"alike": f"{alike(named):.3f}"})
    similar = _run(sources, "similar", text, limit, offset)
    return Results(rows=similar.rows, counts=similar.counts, is_similar=bool(similar.total))


def find_mixed(*, sources: Sequence[Source], text: str, limit: int, offset: int = 0) -> Results:
    """The same with one order for the rows of all sources."""
    found = find(sources=sources, text=text, limit=offset + limit)
    rows = sorted(found.rows, key=lambda row: (row.rank, row.recency), reverse=True)
    return Results(rows=rows[offset : offset + limit], counts=found.counts, is_similar=found.is_similar)


def _run(sources: Sequence[Source], how: Literal["matching", "similar"], text: str, limit: int, offset: int) -> Results:
    hits = ", ".join(HITS.format(kind=source.kind, hits=getattr(source, how), most=MOST_MATCHES) for source in sources)
    selects = " UNION ALL ".join(
        OF_KIND.format(
            kind=source.kind,
            title=source.title,
            body=source.body,
            details=source.details,
            shown=source.shown,
            length=BODY_LENGTH,
            limit=limit,
            offset=offset,
        )
        for source in sources
    )
    values = {name: value for source in sources for name, value in source.values.items()}
    found = fetch_unprepared(f"WITH {hits} {selects}", {**values, **parameters(text)})
    rows = [Found(kind, *best) for kind, _count, best_rows in found for best in orjson.loads(best_rows or "[]")]
    return Results(rows=rows, counts={kind: count for kind, count, _rows in found})
