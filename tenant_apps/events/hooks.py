"""What other apps do when something happens in the calendar; they register from their AppConfig.ready().

A hook runs in the transaction of what it follows: it writes rows or enqueues jobs, and never talks to the network.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

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


NoticeHook = Callable[[Notice], None]
ReminderHook = Callable[[Reminder], None]
EventHook = Callable[[Event], None]
Hook = TypeVar("Hook")

_invited: list[NoticeHook] = []
_moved: list[NoticeHook] = []
_cancelled: list[NoticeHook] = []
_reminded: list[ReminderHook] = []
_made_public: list[EventHook] = []


def on_invitation(hook: NoticeHook) -> NoticeHook:
    """Call `hook` with the accounts that have just been invited, but for whoever invited them."""
    return _registered(_invited, hook)


def on_move(hook: NoticeHook) -> NoticeHook:
    """Call `hook` when an event to come has another time, with the accounts that had been invited."""
    return _registered(_moved, hook)


def on_cancellation(hook: NoticeHook) -> NoticeHook:
    """Call `hook` before an event to come is deleted, with the accounts that had been invited."""
    return _registered(_cancelled, hook)


def on_reminder(hook: ReminderHook) -> ReminderHook:
    """Call `hook` once for each reminder of an event, when its moment has come."""
    return _registered(_reminded, hook)


def on_public(hook: EventHook) -> EventHook:
    """Call `hook` with an event to come that citizens see from now on; of a series with its first one to come."""
    return _registered(_made_public, hook)


def run_invitation(notice: Notice) -> None:
    _run(_invited, notice)


def run_move(notice: Notice) -> None:
    _run(_moved, notice)


def run_cancellation(notice: Notice) -> None:
    _run(_cancelled, notice)


def run_reminder(reminder: Reminder) -> None:
    for hook in _reminded:
        hook(reminder)


def run_public(event: Event) -> None:
    for hook in _made_public:
        hook(event)


def _run(hooks: Sequence[NoticeHook], notice: Notice) -> None:
    """Nobody to tell, nothing to do."""
    if notice.user_ids:
        for hook in hooks:
            hook(notice)


def _registered(hooks: list[Hook], hook: Hook) -> Hook:
    if hook not in hooks:
        hooks.append(hook)
    return hook
