"""Bytes of a calendar file → its text, one line end, before anything of it is read."""

import codecs

from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed

MAX_EVENTS = 5_000
# An event of a full calendar takes some thirty lines.
MAX_LINES = 250_000


def decode(content: bytes) -> str:
    """The text, whichever encoding the program wrote it in; ValidationFailed when it is too long to be read."""
    text = _decoded(content).replace("\r\n", "\n").replace("\r", "\n")
    if text.upper().count("BEGIN:VEVENT") > MAX_EVENTS:
        _refuse(_("Ce fichier contient plus de %(count)d événements."), MAX_EVENTS)
    if text.count("\n") > MAX_LINES:
        _refuse(_("Ce fichier contient plus de %(count)d lignes."), MAX_LINES)
    return text


def _decoded(content: bytes) -> str:
    """UTF-8 as the standard has it, UTF-16 where a mark says so, else what Windows has always written in France."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _refuse(text: str, limit: int) -> None:
    raise ValidationFailed({"file": [text % {"count": limit}]})
