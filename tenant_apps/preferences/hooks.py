"""What apps remove when the time is over for which the mairie keeps it."""

from core.hooks import Hooks
from tenant_apps.preferences.models import Settings

# Each night in every mairie that keeps something for a limited time: how many of what was removed.
retention: Hooks[Settings, dict[str, int]] = Hooks()
