"""What other apps are told of the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.hooks import Hooks
from tenant_apps.events.models import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """What attendees have to know of an event; of a series it is the first occurrence concerned."""

    event: Event
    user_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class Reminder(Notice):
    """That the event starts in `minutes`, by the clock of whoever asked; after an outage in less."""

    minutes: int


# The accounts that have just been invited, but for whoever invited them.
invited: Hooks[Notice, None] = Hooks()
# An event to come has another time; with the accounts that had been invited.
moved: Hooks[Notice, None] = Hooks()
# Before an event to come is deleted; with the accounts that had been invited.
cancelled: Hooks[Notice, None] = Hooks()
# Once for each reminder of an event, when its moment has come.
reminded: Hooks[Reminder, None] = Hooks()
# An event to come that citizens see from now on; of a series its first one to come.
made_public: Hooks[Event, None] = Hooks()
