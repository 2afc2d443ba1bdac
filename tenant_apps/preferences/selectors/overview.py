"""All settings, as one person may see them."""

from dataclasses import asdict
from typing import Any, Protocol

from core.api.permissions import Account, acts_for_mairie
from core.tenancy import require
from shared_apps.municipalities.selectors.identity import current_identity
from tenant_apps.preferences.integrations import masked_key
from tenant_apps.preferences.models import Settings
from tenant_apps.preferences.selectors.mairie import mairie_settings
from tenant_apps.preferences.selectors.people import personal_choices
from tenant_apps.website.selectors.site import current_site


class Reader(Account, Protocol):
    """The account that asks."""

    @property
    def two_factor_enabled(self) -> bool: ...


def overview(*, reader: Reader) -> dict[str, Any]:
    """The contract's sections; citizens don't see where staff may act from nor which services the mairie uses."""
    settings, personal = mairie_settings(), personal_choices(user_id=reader.id)
    return {
        "municipality": municipality(),
        "notifications": asdict(personal.notifications),
        "security": {
            "two_factor_enabled": reader.two_factor_enabled,
            "session_timeout": settings.session_timeout,
            "allowed_ips": settings.allowed_ips if acts_for_mairie(reader) else [],
        },
        "display": asdict(personal.display),
        "integrations": _integrations(settings if acts_for_mairie(reader) else Settings()),
        "retention": {
            "conversations_months": settings.conversations_months,
            "inactive_accounts_months": settings.inactive_accounts_months,
            "view_counts_months": settings.view_counts_months,
        },
    }


def municipality() -> dict[str, Any]:
    """The mairie and how it is reached."""
    identity = current_identity()
    return {
        "id": require().id,
        "name": identity.name,
        "code": identity.code,
        "address": identity.address,
        "phone": identity.phone,
        "email": identity.email,
        "logo_url": current_site().logo_url,
    }


def _integrations(settings: Settings) -> dict[str, str | None]:
    return {
        "google_analytics_id": settings.google_analytics_id or None,
        "facebook_pixel_id": settings.facebook_pixel_id or None,
        "mailchimp_api_key": masked_key(settings.mailchimp_api_key),
    }
