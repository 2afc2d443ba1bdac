"""What can be searched: the SQL by which an app finds its rows and tells what they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.trigrams import UNACCENTED

# %(text)s is what was typed, in the manner of web search engines.
QUERY = "websearch_to_tsquery('extensions.french', %(text)s)"
# Ranking reads every match, and a common word has tens of thousands: the newest ones are ranked and counted.
MOST_MATCHES = 1_000
TAKEN = "SELECT {alias}.* FROM {table} {alias} WHERE {where} ORDER BY {newest} LIMIT {most}"
COLUMNS = "{alias}.id AS key, NULL::bigint AS part, {rank} AS rank, ({recency})::float8 AS recency"
EACH = f"SELECT {COLUMNS} FROM ({TAKEN}) {{alias}}"  # noqa: S608 - the text of apps, never of people
ONE_OF_EACH = f"""
SELECT DISTINCT ON ({{once}}) {COLUMNS} FROM ({TAKEN}) {{alias}} ORDER BY {{once}}, {{recency}} DESC
"""  # noqa: S608 - the text of apps, never of people
# What names have to share, of 1, to be alike: short ones, and long ones.
LEAST_ALIKE, MOST_ALIKE = 0.32, 0.6
WORDS_ALIKE, PART_ALIKE = "OPERATOR(extensions.<<%%)", "OPERATOR(extensions.<%%)"
_WORD = re.compile(r"\w+")
# Two words or more that hyphens join, and no address, file or excluded word.
_JOINED = re.compile(r"(?<![\w.@/-])[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)+(?![\w.@/-])")
_HYPHEN = re.compile("[-\u2010\u2011]")
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

    def select(condition: str, rank: str) -> str:
        return (ONE_OF_EACH if once else EACH).format(
            alias=alias, table=table, where=f"{condition} AND {visible}", rank=rank, recency=recency, newest=newest,
            once=once, most=MOST_MATCHES,
        )  # fmt: skip

    return Source(
        kind=kind,
        matching=select(f"{alias}.search @@ {QUERY}", f"ts_rank_cd({alias}.search, {QUERY})"),
        similar=select(is_similar(table=table, alias=alias, column="title"), similarity(f"{alias}.title")),
        shown=f"JOIN {table} {alias} ON {alias}.id = best.key",
        title=f"{alias}.title",
        body=body,
        details=details,
        values=values or {},
    )


def asked(text: str) -> str:
    """What was typed without the hyphens that join words: who types « Saint-Denis » means « Saint Denis » too."""
    return _JOINED.sub(lambda joined: _HYPHEN.sub(" ", joined[0]), text)


def is_similar(*, table: str, alias: str, column: str) -> str:
    """That some words of the column, or a part of it, look like what was typed, unless that holds stop words alone.

    How much of the words has to be the same is the connection's to know (`alike`), and the two are looked for apart:
    a row that has to be compared in two ways would be compared twice in each.
    """
    typed, known = f"{UNACCENTED}(%(text)s)", f"{UNACCENTED}(named.{column})"
    same = f"SELECT named.id FROM {table} named WHERE {typed} {{way}} {known}"  # noqa: S608 - the text of apps
    ways = (same.format(way=way) for way in (WORDS_ALIKE, PART_ALIKE))
    return f"{alias}.id IN ({' UNION '.join(ways)}) AND numnode({QUERY}) > 0"


def similarity(column: str) -> str:
    return f"extensions.strict_word_similarity({UNACCENTED}(%(text)s), {UNACCENTED}({column}))"


def alike(text: str) -> float:
    """How much of a misspelt text is the same when two neighbouring letters have changed places, within limits.

    A word has one group of three letters more than letters; four of them, on either side, are other ones then.
    """
    groups = sum(len(word) + 1 for word in _WORD.findall(text))
    return min(max((groups - 4) / (groups + 4) - 0.01, LEAST_ALIKE), MOST_ALIKE)
