"""Where the words are: the passage of a text that has them, with `<mark>` around each and everything else escaped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from core.search.sources import QUERY
from core.search.words import asked
from core.tenancy.statements import fetch_unprepared

# Characters that no text holds: they are for private use, and taken out of what is searched in.
START, STOP = "\ue000", "\ue001"
OPTIONS = f"StartSel={START}, StopSel={STOP}, MinWords=12, MaxWords=30, ShortWord=2"
WHOLE = f"StartSel={START}, StopSel={STOP}, HighlightAll=true"
STATEMENT = f"""
SELECT ts_headline('extensions.french', title, {QUERY}, %(whole)s),
       ts_headline('extensions.french', body, {QUERY}, %(part)s)
FROM unnest(%(titles)s::text[], %(bodies)s::text[]) WITH ORDINALITY AS found (title, body, place) ORDER BY place
"""  # noqa: S608 - our own text
EXCERPT_LENGTH = 200
_NEIGHBOURS = re.compile(f"{STOP}([ \u00a0\u202f'’-]+){START}")


@dataclass(frozen=True, slots=True)
class Highlight:
    """A passage as plain text, the same as HTML with its hits marked, and the title likewise."""

    excerpt: str
    html: SafeString
    title: SafeString

    @property
    def best(self) -> SafeString:
        """The passage, or the title when only that has the words."""
        return self.title if "<mark>" not in self.html and "<mark>" in self.title else self.html


def highlight(*, text: str, found: Sequence[tuple[str, str]], marked: bool = True) -> list[Highlight]:
    """One for each (title, body) of plain text; without `marked` only their beginnings, and no statement is run."""
    clean = [(_without_delimiters(title), _without_delimiters(body)) for title, body in found]
    if not marked or not clean:
        return [_highlight(title, _beginning(body), body) for title, body in clean]
    values = {
        "text": asked(text),
        "whole": WHOLE,
        "part": OPTIONS,
        "titles": [title for title, _body in clean],
        "bodies": [body for _title, body in clean],
    }
    rows = fetch_unprepared(STATEMENT, values)
    return [_highlight(title, passage, body) for (title, passage), (_title, body) in zip(rows, clean, strict=True)]


def _highlight(title: str, passage: str, body: str) -> Highlight:
    passage = _with_ellipses(passage.strip(), body.strip())
    return Highlight(excerpt=_without_delimiters(passage), html=_marked(passage), title=_marked(title))


def _with_ellipses(passage: str, body: str) -> str:
    """Dots where the text goes on; a passage without a hit is the beginning."""
    plain = _without_delimiters(passage)
    if START not in passage:
        passage = plain = _beginning(body)
    before = "" if body.startswith(plain) else "..."
    after = "" if body.endswith(plain) else "..."
    return f"{before}{passage}{after}"


def _beginning(body: str) -> str:
    if len(body) <= EXCERPT_LENGTH:
        return body
    return body[:EXCERPT_LENGTH].rsplit(" ", 1)[0]


def _marked(passage: str) -> SafeString:
    joined = _NEIGHBOURS.sub(r"\1", passage)
    return mark_safe(escape(joined).replace(START, "<mark>").replace(STOP, "</mark>"))  # it was escaped before


def _without_delimiters(text: str) -> str:
    return text.replace(START, "").replace(STOP, "")
