"""Plain text as people send it: normalised, without what breaks databases, exports and feeds."""

import re
import unicodedata

_LINE_END = re.compile(r"\r\n?|[\u2028\u2029]")
# Control characters but tab and line feed; they break PostgreSQL (NUL), XML exports and calendar files.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def clean_line(text: str) -> str:
    """One line of text: normalised, without control characters, blanks collapsed."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def clean_text(text: str) -> str:
    """Plain text of several lines: normalised, without control characters, trimmed."""
    lines = _LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    return _CONTROL.sub("", lines).strip()
