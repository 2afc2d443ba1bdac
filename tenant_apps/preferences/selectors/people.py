"""What people have chosen for themselves; the defaults count until they say otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from core.tenancy import require
from tenant_apps.accounts.selectors.accounts import preferences_of

NOTIFICATIONS, DISPLAY = "notifications", "display"


@dataclass(frozen=True, slots=True)
class NotificationChoices:
    """What a person wants to hear of by mail, and how often."""

    email_new_message: bool = True
    email_new_comment: bool = True
    email_event_reminder: bool = True
    push_enabled: bool = False
    digest_frequency: str = "daily"


@dataclass(frozen=True, slots=True)
class DisplayChoices:
    """How a person reads dates and times."""

    language: str = "fr"
    timezone: str = "Europe/Paris"
    date_format: str = "DD/MM/YYYY"
    time_format: str = "24h"


@dataclass(frozen=True, slots=True)
class PersonalChoices:
    """Both, of one person."""

    notifications: NotificationChoices
    display: DisplayChoices


def notification_choices(user_ids: Iterable[int]) -> dict[int, NotificationChoices]:
    """Choices of each of the accounts, in one query."""
    ids = list(user_ids)
    found = preferences_of(user_ids=ids)
    return {user_id: _notifications(found.get(user_id, {})) for user_id in ids}


def personal_choices(*, user_id: int) -> PersonalChoices:
    """All that one person has chosen, in one query; times are the mairie's until they say otherwise."""
    stored = preferences_of(user_ids=[user_id]).get(user_id, {})
    display = {"timezone": require().timezone, **_known(DisplayChoices, stored.get(DISPLAY, {}))}
    return PersonalChoices(_notifications(stored), DisplayChoices(**display))


def _notifications(stored: Mapping[str, Any]) -> NotificationChoices:
    return NotificationChoices(**_known(NotificationChoices, stored.get(NOTIFICATIONS, {})))


def _known(kind: type[NotificationChoices] | type[DisplayChoices], stored: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: stored[field.name] for field in fields(kind) if field.name in stored}
