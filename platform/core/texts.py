"""Plain text as people send it: normalised, without what breaks databases, exports and feeds."""

import re
import unicodedata

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed

_LINE_END = re.compile(r"\r\n?|[\u2028\u2029]")
# Control characters but tab and line feed; they break PostgreSQL (NUL), XML exports and calendar files.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

# What nobody sees and turns around what follows, on pages also what others wrote, or hides that there is nothing.
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")


def clean_line(text: str) -> str:
    """One line of text: normalised, without control characters, blanks collapsed."""
    return " ".join(_CONTROL.sub(" ", _normalised(text)).split())


def shown_line(text: str, *, field: str) -> str:
    """`clean_line` of a text that must show something; raises ValidationFailed under `field`."""
    line = clean_line(text)
    if all(unicodedata.category(character) == "Cf" for character in line):
        raise ValidationFailed({field: [_("Ce champ ne peut être vide.")]})
    return line


def clean_text(text: str) -> str:
    """Plain text of several lines: normalised, without control characters, trimmed."""
    return _CONTROL.sub("", _LINE_END.sub("\n", _normalised(text))).strip()


def _normalised(text: str) -> str:
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
