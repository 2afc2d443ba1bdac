"""Who sees and changes which settings."""

from typing import Protocol

from core.api.errors import EmailNotVerifiedError
from core.api.permissions import MANAGERS, MODERATORS
from tenant_apps.preferences.errors import MairieSettingsDenied


class Account(Protocol):
    """An account as far as permissions look at it."""

    is_verified: bool

    @property
    def effective_role(self) -> str: ...


def is_staff(account: Account) -> bool:
    """Moderators, administrators and mayors, with a verified address."""
    return account.is_verified and account.effective_role in MODERATORS


def require_manager(account: Account, *, settings: list[str]) -> None:
    """Raise MairieSettingsDenied, which names the settings, for anybody but a verified administrator or mayor."""
    if account.effective_role not in MANAGERS:
        raise MairieSettingsDenied(details={"settings": settings})
    if not account.is_verified:
        raise EmailNotVerifiedError
