"""Dates, hours, how long things take and spaces as French writes them, which Django does not know."""

import re
from datetime import date, datetime, time

from django.utils.formats import date_format
from django.utils.translation import ngettext

_FIRST = re.compile(r"(?<![0-9])1(?= [^0-9\W])")
_BEFORE_SIGN = re.compile(r"(?<![ \u00a0\u202f])[ \u00a0\u202f]++(?=[:;?!»%€])")
_POSTAL_CODE = re.compile(r"(?<=\b[0-9]{5}) (?=\w)")
_AFTER_QUOTE = re.compile(r"«[ \u00a0\u202f]+")


def dated(day: date, form: str = "j F Y") -> str:
    """Django's format with the first of a month as an ordinal: « 1er mai 2026 »; a moment counts in its own zone."""
    return _FIRST.sub("1er", date_format(day, form))


def clock(local: time | datetime, *, blank: str = " ") -> str:
    """« 20 h 30 », « 9 h »; a page's `blank` is one that no line breaks at."""
    return f"{local.hour}{blank}h{blank}{local:%M}" if local.minute else f"{local.hour}{blank}h"


def duration(seconds: int) -> str:
    """« 45 secondes », « 12 minutes », « 2 heures »: rounded up, so that whoever waits that long has waited enough."""
    if seconds <= 60:
        return ngettext("%(count)d seconde", "%(count)d secondes", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    if minutes <= 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d heure", "%(count)d heures", hours) % {"count": hours}


def spaced(text: str) -> str:
    """The text with spaces that break no line where French allows none: before « : », after a postal code."""
    kept = _BEFORE_SIGN.sub("\u00a0", _POSTAL_CODE.sub("\u00a0", text))
    return _AFTER_QUOTE.sub("«\u00a0", kept)
