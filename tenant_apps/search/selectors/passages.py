"""The passages of found rows that have the words, whatever markup their texts are written in."""

import re

from core import rich_text
from core.search import Highlight, Results, highlight

# A long text is cut wherever that falls, in a tag as well. Stopping at the next "<" keeps it linear.
_CUT_TAG = re.compile(r"<[^<>]*\Z")
WITH_MARKUP = frozenset({"publications", "pages"})


def passages(*, results: Results, text: str) -> list[Highlight]:
    """One for each row, in their order; rows whose names are only similar have no words to mark."""
    found = [(row.title, _as_text(row.body) if row.kind in WITH_MARKUP else row.body) for row in results.rows]
    return highlight(text=text, found=found, marked=not results.is_similar)


def _as_text(content: str) -> str:
    return rich_text.as_text(_CUT_TAG.sub("", content))
