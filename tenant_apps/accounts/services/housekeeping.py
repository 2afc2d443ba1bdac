"""Sessions, codes and invitations that are over are deleted the night after somebody signed in."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from shared_apps.jobs.services import enqueue
from tenant_apps.accounts.models import Invitation, OneTimeSecret, Session

DAY = timedelta(days=1)
KEPT_AFTER_END = timedelta(days=7)


def plan_purge() -> None:
    """Plan one purge a day in a mairie where people sign in; the cache spares most logins the write."""
    if not cache.add("accounts:purge-planned", 1, int(DAY.total_seconds())):
        return
    due_at = (timezone.now() + DAY).replace(hour=2, minute=0, second=0, microsecond=0)
    enqueue("accounts.purge", key=due_at.date().isoformat(), payload={}, due_at=due_at)


def purge() -> None:
    """Delete what ended long enough ago; an ended session keeps its address for a week, to look into an incident."""
    now = timezone.now()
    over = now - KEPT_AFTER_END
    Session.objects.filter(Q(expires_at__lt=over) | Q(revoked_at__lt=over)).delete()
    OneTimeSecret.objects.filter(expires_at__lt=now).delete()
    Invitation.objects.filter(expires_at__lt=over).delete()
