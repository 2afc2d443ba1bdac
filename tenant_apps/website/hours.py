"""Opening hours as they are kept: for each day the slots in which the mairie is open."""

from datetime import datetime, time
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from core import french
from core.api.errors import ValidationFailed

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EDGES = ("open", "close")
Slot = dict[str, Any]
Day = dict[str, Any]
FIELD = "contact.opening_hours"
NBSP = "\N{NO-BREAK SPACE}"


def day(slots: list[Slot]) -> Day:
    """A day by its slots, which are in order: `open` is when the first begins, `close` when the last ends."""
    return {
        "open": slots[0]["open"] if slots else None,
        "close": slots[-1]["close"] if slots else None,
        "slots": slots,
    }


def clock(moment: time | datetime) -> str:
    """As a page shows it, on one line."""
    return french.clock(moment, blank=NBSP)


def closed_week() -> dict[str, Day]:
    """Nothing is known: every day is closed."""
    return {name: day([]) for name in DAYS}


def merged_week(kept: dict[str, Day], sent: dict[str, Day | None]) -> dict[str, Day]:
    """The week with the days that were sent; raises ValidationFailed under the name of the day."""
    return {**kept, **{name: _merged_day(kept[name], changes or day([]), name) for name, changes in sent.items()}}


def _merged_day(kept: Day, sent: Day, name: str) -> Day:
    """`open` and `close` alone make one slot. Sent with the slots as they are kept, or one of them alone, they move
    the day's edges: a client that knows nothing of slots sends them back as it got them.
    """
    edges = {edge: sent[edge] for edge in EDGES if edge in sent}
    slots: list[Slot] | None = sent.get("slots")
    moved = any(edges[edge] != kept[edge] for edge in edges)
    if slots is not None and not (slots == kept["slots"] and moved):
        return _checked(slots, name)
    if not any(edges.values()):
        return _checked([] if edges else kept["slots"], name)
    base = kept["slots"] if slots or len(edges) == 1 else []
    return _checked(_with_edges(base, edges), name)


def _with_edges(slots: list[Slot], edges: Slot) -> list[Slot]:
    moved = [dict(slot) for slot in slots] or [dict.fromkeys(EDGES)]
    if "open" in edges:
        moved[0]["open"] = edges["open"]
    if "close" in edges:
        moved[-1]["close"] = edges["close"]
    return moved


def _checked(slots: list[Slot], name: str) -> Day:
    if not all(slot["open"] and slot["close"] for slot in slots):
        raise _refusal(name, _("Indiquez l'heure d'ouverture et l'heure de fermeture, ou null pour les deux."))
    if not all(slot["open"] < slot["close"] for slot in slots):
        raise _refusal(name, _("L'ouverture doit précéder la fermeture."))
    if not all(earlier["close"] <= later["open"] for earlier, later in pairwise(slots)):
        raise _refusal(name, _("Les plages doivent se suivre sans se chevaucher."))
    return day(slots)


def _refusal(name: str, reason: str) -> ValidationFailed:
    return ValidationFailed({f"{FIELD}.{name}": [reason]})
