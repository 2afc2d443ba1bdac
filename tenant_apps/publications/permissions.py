"""Who may do what with publications and comments."""

from typing import Protocol

from core.api.permissions import MODERATORS


class Account(Protocol):
    """An account as far as permissions look at it."""

    id: int
    is_verified: bool

    @property
    def effective_role(self) -> str: ...


def manages_publications(user: Account | None) -> bool:
    """Moderators, administrators and mayors, with a verified address, see and change everything."""
    return user is not None and user.is_verified and user.effective_role in MODERATORS


def may_delete_comment(user: Account, *, author_id: int) -> bool:
    """Its author and those who moderate."""
    return user.id == author_id or manages_publications(user)
