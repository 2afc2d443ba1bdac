"""Who searches in what."""

from typing import Protocol

from core.api.permissions import MODERATORS


class Account(Protocol):
    """An account as far as permissions look at it."""

    id: int
    is_verified: bool

    @property
    def effective_role(self) -> str: ...


def searches_everything(user: Account | None) -> bool:
    """Moderators, administrators and mayors, with a verified address; others search in what they may read."""
    return user is not None and user.is_verified and user.effective_role in MODERATORS
