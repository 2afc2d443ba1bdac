"""What is kept for a limited time only."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from tenant_apps.notifications.models import Notification, Sending

READ_KEPT = relativedelta(months=6)
# What nobody has read in so long will not be read any more.
UNREAD_KEPT = relativedelta(months=24)
SENDINGS_KEPT = relativedelta(months=24)


def remove_old(settings: Any) -> dict[str, int]:
    """Delete old notifications and the log of old mailings; the periods are the same for every mairie."""
    now = timezone.now()
    read, _by_model = Notification.objects.filter(read_at__lt=now - READ_KEPT).delete()
    unread, _by_model = Notification.objects.filter(created_at__lt=now - UNREAD_KEPT).delete()
    sendings, _by_model = Sending.objects.filter(planned_at__lt=now - SENDINGS_KEPT).delete()
    return {"notifications": read + unread, "sendings": sendings}
