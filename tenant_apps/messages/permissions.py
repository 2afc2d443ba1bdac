"""Who may do what with conversations."""

from typing import Protocol

from core.api.permissions import MODERATORS


class Account(Protocol):
    """An account as far as permissions look at it."""

    id: int
    is_verified: bool

    @property
    def effective_role(self) -> str: ...


def manages_messages(user: Account | None) -> bool:
    """Moderators, administrators and mayors, with a verified address, read and answer every conversation."""
    return bool(user) and user.is_verified and user.effective_role in MODERATORS  # type: ignore[union-attr]
