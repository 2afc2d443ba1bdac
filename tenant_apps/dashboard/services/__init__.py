"""What other apps tell the dashboard."""

from tenant_apps.dashboard.services.activities import Actor, record_activity, redact_activities
from tenant_apps.dashboard.services.changes import citizens_changed, events_changed, figures_changed, views_changed

__all__ = [
    "Actor",
    "citizens_changed",
    "events_changed",
    "figures_changed",
    "record_activity",
    "redact_activities",
    "views_changed",
]
