"""A new mairie's settings."""

from typing import Any

from core.tenancy import Tenant
from tenant_apps.preferences.selectors.mairie import mairie_settings


def make_settings(*, tenant: Tenant, options: dict[str, Any]) -> None:
    """Provisioning hook: give the mairie its row of settings."""
    mairie_settings()
