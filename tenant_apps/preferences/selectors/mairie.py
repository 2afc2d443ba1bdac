"""What the mairie has set; a mairie from before there were settings gets its own at the first look."""

from tenant_apps.preferences.models import THE_ROW, Settings
from tenant_apps.preferences.services.provisioning import ensure_settings


def mairie_settings() -> Settings:
    """The mairie's settings, in one query."""
    found = Settings.objects.filter(id=THE_ROW).first()
    if found is None:
        ensure_settings()
        found = Settings.objects.get(id=THE_ROW)
    return found


def locked_settings() -> Settings:
    """The same, locked for the caller's transaction."""
    mairie_settings()
    return Settings.objects.select_for_update(no_key=True).get(id=THE_ROW)
