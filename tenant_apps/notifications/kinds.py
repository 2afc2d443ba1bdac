"""Which news a person's choices have mailed, and when.

Two kinds of choices combine. `email_new_message`, `email_new_comment` and `email_event_reminder` decide whether news of
that kind is mailed at all; `digest_frequency` decides when: `realtime` at once, `daily` and `weekly` in the digest,
`never` not at all. What a digest would bring too late (events, and whatever is pressing) does not wait for one.
"""

from enum import StrEnum
from typing import Protocol

NEW_MESSAGE, NEW_COMMENT = "new_message", "new_comment"
CONVERSATION_ASSIGNED = "conversation_assigned"
EVENT_REMINDER, EVENT_INVITATION = "event_reminder", "event_invitation"
EVENT_MOVED, EVENT_CANCELLED = "event_moved", "event_cancelled"
PUBLICATION_PUBLISHED, ROLE_REQUEST = "publication_published", "role_request"

OF_CONVERSATIONS = frozenset({NEW_MESSAGE, CONVERSATION_ASSIGNED})
OF_EVENTS = frozenset({EVENT_REMINDER, EVENT_INVITATION, EVENT_MOVED, EVENT_CANCELLED})


class Choices(Protocol):
    """What a person has chosen, as far as mails depend on it."""

    @property
    def email_new_message(self) -> bool: ...
    @property
    def email_new_comment(self) -> bool: ...
    @property
    def email_event_reminder(self) -> bool: ...
    @property
    def digest_frequency(self) -> str: ...


class Mailing(StrEnum):
    """When a piece of news is mailed to a person."""

    NEVER = "never"
    AT_ONCE = "realtime"
    DAILY = "daily"
    WEEKLY = "weekly"

    @property
    def waits(self) -> bool:
        return self in {Mailing.DAILY, Mailing.WEEKLY}


def mailing_of(*, type: str, choices: Choices, is_pressing: bool = False) -> Mailing:
    """What the person's choices make of news of that type."""
    frequency = Mailing(choices.digest_frequency)
    if frequency is Mailing.NEVER or not is_wanted(type=type, choices=choices):
        return Mailing.NEVER
    return Mailing.AT_ONCE if is_pressing or type in OF_EVENTS else frequency


def is_wanted(*, type: str, choices: Choices) -> bool:
    """Whether the person wants mail about news of that type; what no choice names is wanted."""
    if type in OF_CONVERSATIONS:
        return choices.email_new_message
    if type == NEW_COMMENT:
        return choices.email_new_comment
    return choices.email_event_reminder if type in OF_EVENTS else True
