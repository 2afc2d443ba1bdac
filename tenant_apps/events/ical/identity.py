"""Names of this mairie's events in calendar files: the same in every export, and recognised when they come back."""

import re

from core.api import ids
from core.tenancy import require

DOMAIN = "e-cms-mairie"


def uid_of(event_id: int) -> str:
    """`evt_001.91272@e-cms-mairie`"""
    return f"{ids.encode('evt', event_id)}.{require().code}@{DOMAIN}"


def event_id_of(uid: str) -> int | None:
    """The event of this mairie that the name stands for, None for a name from elsewhere."""
    found = re.fullmatch(rf"(evt_\d+)\.{re.escape(require().code)}@{re.escape(DOMAIN)}", uid, re.ASCII)
    return ids.parse("evt", found[1]) if found else None
