"""Marking notifications as read; doing it twice changes nothing."""

from django.utils import timezone

from tenant_apps.notifications.errors import NotificationNotFound
from tenant_apps.notifications.models import Notification
from tenant_apps.notifications.selectors.links import links_of


def mark_read(*, notification_id: int, user_id: int) -> None:
    """Mark one of the person's notifications; raises NotificationNotFound."""
    own = Notification.objects.filter(pk=notification_id, user_id=user_id)
    if not own.filter(read_at__isnull=True).update(read_at=timezone.now()) and not own.exists():
        raise NotificationNotFound


def open_notification(*, notification_id: int, user_id: int) -> str:
    """Mark it as read and give where it is read about, "" where that is nowhere; raises NotificationNotFound."""
    mark_read(notification_id=notification_id, user_id=user_id)
    notification = Notification.objects.get(pk=notification_id)
    return links_of(notifications=[notification]).get(notification.pk, "")


def mark_all_read(*, user_id: int) -> int:
    """Mark all of the person's notifications; gives how many were unread."""
    return Notification.objects.filter(user_id=user_id, read_at__isnull=True).update(read_at=timezone.now())
