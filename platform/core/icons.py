"""Names of icons, as the lucide library spells them today."""

import re
from functools import lru_cache

from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

# Names that lucide has changed and that clients still send.
RENAMED = {
    "alert-circle": "circle-alert",
    "alert-triangle": "triangle-alert",
    "bar-chart": "chart-bar",
    "bar-chart-3": "chart-column",
    "building-columns": "landmark",
    "check-circle": "circle-check-big",
    "edit": "square-pen",
    "file-edit": "file-pen",
    "help-circle": "circle-question-mark",
    "home": "house",
    "line-chart": "chart-line",
    "more-horizontal": "ellipsis",
    "palmtree": "tree-palm",
    "parking-circle": "circle-parking",
    "parking-square": "square-parking",
    "pie-chart": "chart-pie",
    "plus-circle": "circle-plus",
    "train": "tram-front",
    "unlock": "lock-open",
    "user-circle": "circle-user",
    "waves": "waves-horizontal",
}
MOST = 60
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[a-zA-Z])(?=[0-9])")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@lru_cache(maxsize=1024)
def icon_name(name: str) -> str | None:
    """`FileText`, `file-text` → `file-text`; None for an icon that lucide does not have."""
    if len(name) > MOST:
        return None
    for spelled in (_HUMP.sub("-", name).lower(), name.lower()):
        known = RENAMED.get(spelled, spelled)
        if _NAME.fullmatch(known) and _exists(known):
            return known
    return None


def _exists(name: str) -> bool:
    try:
        lucide(name)
    except IconDoesNotExist:
        return False
    return True
