"""Full-text search over several kinds of rows in one statement; each app describes its own."""

from core.search.finding import Found, Results, find, find_mixed
from core.search.highlighting import Highlight, highlight
from core.search.sources import MOST_MATCHES, Source, table_source
from core.search.words import asked

__all__ = [
    "MOST_MATCHES",
    "Found",
    "Highlight",
    "Results",
    "Source",
    "asked",
    "find",
    "find_mixed",
    "highlight",
    "table_source",
]
