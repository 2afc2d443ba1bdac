"""What can be searched: the SQL by which an app finds its rows and tells what they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from core.trigrams import UNACCENTED

# %(text)s is what was typed, in the manner of web search engines; the other parameters are `words.parameters`.
QUERY = "websearch_to_tsquery('extensions.french', %(text)s)"
# Ranking reads every match, and a common word has tens of thousands: the newest ones are ranked and counted, and some
# that have it in their title, however old those are. Which of more titles than that is left to the index.
MOST_MATCHES, MOST_TITLES = 1_000, 250
TAKEN = "SELECT {alias}.*, {said} AS said FROM {table} {alias} WHERE {where} AND {visible} {order} LIMIT {most}"
EACH = """
SELECT {once} AS once, {alias}.id AS key, NULL::bigint AS part, {rank} AS rank, ({recency})::float8 AS recency
FROM ({taken}) {alias} WHERE {kept}
"""
ONE_OF_EACH = "SELECT DISTINCT ON (once) key, part, rank, recency FROM ({hits}) hit ORDER BY once, recency DESC"
WORDS_ALIKE, PART_ALIKE = "OPERATOR(extensions.<<%%)", "OPERATOR(extensions.<%%)"
TYPED = f"{UNACCENTED}(%(names)s)"
# What is longer is searched whole, but shown from here only.
BODY_LENGTH = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One kind of rows.

    `matching` finds by words and `similar` by misspelt names: selects of at most MOST_MATCHES rows (key, part, rank,
    recency) that the reader may see; `key` is the row shown, and `part` whatever `shown` needs to say where the hit is.
    `shown` joins `best`, the rows of a page, and has the columns in `title`, `body` and `details` (a JSON array).
    `values` are the parameters of its own.
    """

    kind: str
    matching: str
    similar: str
    shown: str
    title: str
    body: str
    details: str
    values: Mapping[str, Any] = field(default_factory=dict)


def table_source(
    *,
    kind: str,
    table: str,
    alias: str,
    visible: str,
    recency: str,
    newest: str,
    body: str,
    details: str,
    once: str = "",
    values: Mapping[str, Any] | None = None,
) -> Source:
    """A table with `id`, `title` and `search`.

    `newest` is the order in which matches are taken, `recency` a number that breaks ties (the greater the better), and
    `once` an expression of which one row is found for each value.
    """

    def select(*taken: str, rank: str, kept: str = "true") -> str:
        each = {"once": once or f"{alias}.id", "alias": alias, "rank": rank, "recency": recency, "kept": kept}
        return ONE_OF_EACH.format(hits=" UNION ALL ".join(EACH.format(taken=rows, **each) for rows in taken))

    title, has_words = f"{alias}.title", f"{alias}.search @@ {QUERY}"
    some = partial(TAKEN.format, alias=alias, table=table, visible=visible, said="NULL")
    newest_ones = partial(some, order=f"ORDER BY {newest}", most=MOST_MATCHES)
    matches = newest_ones(where=has_words)
    titles = some(where=f"{has_words} AND {begins_so(title)}", order="", most=MOST_TITLES)
    similar = newest_ones(where=is_similar(table=table, alias=alias, column="named.title"), said=telling(title))
    return Source(
        kind=kind,
        matching=select(matches, titles, rank=f"ts_rank_cd({alias}.search, {QUERY})"),
        similar=select(similar, rank=similarity(f"{alias}.said"), kept=is_alike(f"{alias}.said")),
        shown=f"JOIN {table} {alias} ON {alias}.id = best.key",
        title=title,
        body=body,
        details=details,
        values=values or {},
    )


def begins_so(column: str) -> str:
    """That a word of the column begins like the longest one that was typed; by the column's index of trigrams."""
    return f"{UNACCENTED}({column}) ILIKE '%%' || {UNACCENTED}(%(beginning)s) || '%%'"


def is_similar(*, table: str, alias: str, column: str) -> str:
    """That some words of the column (of the table as `named`), or a part of it, look like what was typed.

    How much of the words has to be the same is the connection's to know (`words.alike`), and the two are looked for
    apart: a row that has to be compared in two ways would be compared twice in each.
    """
    same = f"SELECT named.id FROM {table} named WHERE {TYPED} {{way}} {UNACCENTED}({column})"  # noqa: S608
    ways = (same.format(way=way) for way in (WORDS_ALIKE, PART_ALIKE))
    return f"{alias}.id IN ({' UNION '.join(ways)})"


def telling(column: str) -> str:
    """The column without words that tell nothing."""
    return f"regexp_replace({UNACCENTED}({column}), %(empty)s, ' ', 'gi')"


def is_alike(said: str) -> str:
    """That what a column tells (`telling`) still looks like it: « par » is no misspelt « parc »."""
    return " OR ".join(f"{TYPED} {way} {said}" for way in (WORDS_ALIKE, PART_ALIKE))


def similarity(said: str) -> str:
    return f"extensions.strict_word_similarity({TYPED}, {said})"
