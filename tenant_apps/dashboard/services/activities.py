"""Writing activities."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.text import Truncator

from core.api.permissions import Actor
from tenant_apps.dashboard.models import Activity


def record_activity(
    *, type: str, title: str, description: str = "", actor: Actor | None = None, target: str = ""
) -> Activity:
    """Tell what `actor` (None: the platform) did to `target` (a prefixed id), in the caller's transaction."""
    return Activity.objects.create(
        type=type,
        title=Truncator(title).chars(200),
        description=Truncator(description).chars(500),
        actor_id=actor.id if actor else None,
        target=target,
    )


def redact_activities(*, targets: Collection[str], text: str = "") -> None:
    """Empty the descriptions of what is being erased: those about one of `targets` or, if given, containing `text`."""
    concerned = Q(target__in=targets)
    if text:
        concerned |= Q(description__icontains=text)
    Activity.objects.filter(concerned).exclude(description="").update(description="")
