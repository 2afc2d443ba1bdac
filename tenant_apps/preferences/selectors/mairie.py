"""What the mairie has set."""

from tenant_apps.preferences.models import THE_ROW, Settings


def mairie_settings() -> Settings:
    """The mairie's settings, in one query; a mairie that has none yet gets the defaults."""
    found = Settings.objects.filter(id=THE_ROW).first()
    if found is None:
        Settings.objects.bulk_create([Settings()], ignore_conflicts=True)
        found = Settings.objects.get(id=THE_ROW)
    return found
