"""The part of a file that a request asks for (RFC 9110, section 14), as players of videos do."""

import re
from dataclasses import dataclass

_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})", re.ASCII)


class Unsatisfiable(Exception):
    """The range starts behind the end of the file."""


@dataclass(frozen=True, slots=True)
class Span:
    """`length` bytes from `start` on."""

    start: int
    length: int

    def content_range(self, size: int) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


def requested_span(header: str, size: int) -> Span | None:
    """The single range of a Range header; None for none, several or a malformed one, which all mean the whole file."""
    match = _RANGE.fullmatch(header.replace(" ", ""))
    if not match or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        return _span(size - length, size - 1, size)
    if last and int(last) < int(first):
        return None
    return _span(int(first), min(int(last), size - 1) if last else size - 1, size)


def _span(start: int, end: int, size: int) -> Span:
    if start >= size or end < start:
        raise Unsatisfiable
    return Span(start, end - start + 1)
