"""What other apps tell the dashboard."""

from tenant_apps.dashboard.services.activities import Actor, record_activity, redact_activities

__all__ = ["Actor", "record_activity", "redact_activities"]
