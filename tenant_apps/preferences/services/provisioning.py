"""The settings that a mairie has from its first day."""

from typing import Any

from core.tenancy import Tenant
from tenant_apps.preferences.models import Settings
from tenant_apps.preferences.services.planning import plan_retention


def make_settings(*, tenant: Tenant, options: dict[str, Any]) -> None:
    """Provisioning hook: give the mairie its row of settings and its nightly work."""
    ensure_settings()


def ensure_settings() -> None:
    """Make the row, with the defaults, unless there is one; of two at once one makes it."""
    settings = Settings()
    Settings.objects.bulk_create([settings], ignore_conflicts=True)
    plan_retention(settings=settings)
