"""What the mairie's settings keep under the platform's secret, written again under the present one."""

from core.sealing import resealed
from core.tenancy import Tenant
from tenant_apps.preferences.integrations import PURPOSE
from tenant_apps.preferences.models import Settings


def reseal_settings(place: Tenant | None) -> int:
    """Reseal hook: the keys of services; the platform itself has none."""
    if place is None:
        return 0
    written = 0
    for settings in Settings.objects.exclude(mailchimp_api_key="").select_for_update():
        if (renewed := resealed(settings.mailchimp_api_key, purpose=PURPOSE)) is not None:
            settings.mailchimp_api_key = renewed
            settings.save(update_fields=["mailchimp_api_key"])
            written += 1
    return written
