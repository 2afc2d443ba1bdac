"""Who reads how much of the mayor's calendar."""

from typing import Protocol

from core.api.permissions import MODERATORS


class Account(Protocol):
    """An account as far as permissions look at it."""

    @property
    def id(self) -> int | None: ...
    @property
    def effective_role(self) -> str: ...
    @property
    def is_verified(self) -> bool: ...


def reads_whole_calendar(user: Account | None) -> bool:
    """Moderators, administrators and mayors, with a verified address, read everything."""
    return user is not None and user.is_verified and user.effective_role in MODERATORS
