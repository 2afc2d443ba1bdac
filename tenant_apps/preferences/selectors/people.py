"""What people have chosen for themselves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

from tenant_apps.accounts.selectors.accounts import preferences_of

NOTIFICATIONS = "notifications"


@dataclass(frozen=True, slots=True)
class NotificationChoices:
    """What a person wants to hear of by mail, and how often; the defaults count until they say otherwise."""

    email_new_message: bool = True
    email_new_comment: bool = True
    email_event_reminder: bool = True
    push_enabled: bool = False
    digest_frequency: str = "daily"

    @classmethod
    def of(cls, preferences: Mapping[str, Any]) -> Self:
        chosen = preferences.get(NOTIFICATIONS, {})
        return cls(**{field.name: chosen[field.name] for field in fields(cls) if field.name in chosen})


def notification_choices(user_ids: Iterable[int]) -> dict[int, NotificationChoices]:
    """Choices of each of the accounts, in one query."""
    ids = list(user_ids)
    found = preferences_of(user_ids=ids)
    return {user_id: NotificationChoices.of(found.get(user_id, {})) for user_id in ids}
