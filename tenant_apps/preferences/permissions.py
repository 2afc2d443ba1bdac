"""Who changes the mairie's settings."""

from core.api.errors import EmailNotVerifiedError
from core.api.permissions import MANAGERS, Account
from tenant_apps.preferences.errors import MairieSettingsDenied


def require_manager(account: Account, *, settings: list[str]) -> None:
    """Raise MairieSettingsDenied, which names the settings, for anybody but a verified administrator or mayor."""
    if account.effective_role not in MANAGERS:
        raise MairieSettingsDenied(details={"settings": settings})
    if not account.is_verified:
        raise EmailNotVerifiedError
