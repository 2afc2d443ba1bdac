"""A person's notifications."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from core.api.permissions import Account
from tenant_apps.notifications.models import Notification


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are behind the filters, and how many the person has not read at all."""

    count: int
    unread: int


def unread_notifications(user: Account) -> int:
    """How many the person has not read."""
    return Notification.objects.filter(user_id=user.id, read_at__isnull=True).count()


def own_notifications(
    *, user_id: int, is_read: bool | None = None, type: str = ""
) -> tuple[Totals, QuerySet[Notification]]:
    """The person's notifications, latest first, and their totals in one statement."""
    own = Notification.objects.filter(user_id=user_id)
    chosen = Q()
    if is_read is not None:
        chosen &= Q(read_at__isnull=not is_read)
    if type:
        chosen &= Q(type=type)
    totals = own.aggregate(count=Count("id", filter=chosen), unread=Count("id", filter=Q(read_at__isnull=True)))
    return Totals(**totals), own.filter(chosen).order_by("-created_at", "-id")
