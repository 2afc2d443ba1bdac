"""What happened lately."""

from typing import Any

from django.db.models import QuerySet

from core.tenancy.storage import media_url
from tenant_apps.dashboard.models import Activity
from tenant_apps.dashboard.selectors.counting import activities_by_day
from tenant_apps.dashboard.selectors.days import closed_activities


def activities_count() -> int:
    """How many there are: the sum of closed days, and the others counted."""
    still_open, count = closed_activities()
    return count + sum(activities_by_day(period=still_open).values())


def latest_activities() -> QuerySet[Activity]:
    """The latest first, with the names of those who acted."""
    activities = Activity.objects.select_related("actor").order_by("-created_at", "-id")
    return activities.only(
        "type", "title", "description", "target", "created_at",
        "actor__first_name", "actor__last_name", "actor__avatar",
    )  # fmt: skip


def as_activity(activity: Activity) -> dict[str, Any]:
    """In the contract's shape; the platform is nobody."""
    actor = activity.actor
    return {
        "id": activity.pk,
        "type": activity.type,
        "title": activity.title,
        "description": activity.description,
        "user": {
            "id": actor.pk,
            "name": actor.full_name,
            "avatar_url": media_url(actor.avatar) if actor.avatar else None,
        }
        if actor
        else None,
        "timestamp": activity.created_at,
        "icon": activity.icon,
        "color": activity.color,
        "target": activity.target,
    }
