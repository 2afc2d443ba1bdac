"""Names of this mairie's events in calendar files: the same in every export, and recognised when they come back."""

import hashlib
import re
from datetime import datetime

from core.api import ids
from core.tenancy import require

DOMAIN = "e-cms-mairie"
LONGEST = 255
# How names of added dates end, and how many characters of theirs tell the moment.
ADDED, STAMP = "@rdate", 16


def uid_of(event_id: int) -> str:
    """`evt_001.91272@e-cms-mairie`"""
    return f"{ids.encode('evt', event_id)}.{require().code}@{DOMAIN}"


def event_id_of(uid: str) -> int | None:
    """The event of this mairie that the name stands for, None for a name from elsewhere."""
    found = re.fullmatch(rf"(evt_\d+)\.{re.escape(require().code)}@{re.escape(DOMAIN)}", uid, re.ASCII)
    return ids.parse("evt", found[1]) if found else None


def short_uid(uid: str) -> str:
    """A name from elsewhere as it is kept; two that are longer stay two."""
    return uid if len(uid) <= LONGEST else f"{uid[:180]}.{_digest(uid)}"


def added_uid(uid: str, start: datetime) -> str:
    """The name of a date that a file adds to the event `uid`, whose names all end in the same way."""
    return f"{start:%Y%m%dT%H%M%SZ}{added_ending(uid)}"


def added_ending(uid: str) -> str:
    return f".{_digest(uid)}{ADDED}"


def _digest(uid: str) -> str:
    return hashlib.sha256(uid.encode()).hexdigest()[:40]
