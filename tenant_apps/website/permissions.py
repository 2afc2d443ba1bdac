"""Who sees what of the site is not on line."""

from typing import Protocol

from core.api.permissions import MODERATORS


class Account(Protocol):
    """An account as far as permissions look at it."""

    is_verified: bool

    @property
    def effective_role(self) -> str: ...


def sees_drafts(user: Account) -> bool:
    """Moderators, administrators and mayors, with a verified address, see hidden sections and pages that wait."""
    return user.is_verified and user.effective_role in MODERATORS
