"""Invitations that are still open."""

from django.db.models import QuerySet
from django.utils import timezone

from tenant_apps.accounts.models import Invitation


def open_invitations() -> QuerySet[Invitation]:
    """Unexpired invitations, newest first, with who sent them."""
    return Invitation.objects.select_related("invited_by").filter(expires_at__gt=timezone.now()).order_by("-id")
