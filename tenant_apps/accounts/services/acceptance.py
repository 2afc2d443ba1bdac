"""An invitation turns the role that its address asked for into an active one."""

from django.utils import timezone
from django.utils.translation import gettext as _

from core.email_addresses import normalised_email
from tenant_apps.accounts.models import Invitation, RoleStatus, User
from tenant_apps.dashboard.services import record_activity


def accept_invitation(*, user: User) -> None:
    """Activate the pending role of a verified account if it is the one its address was invited to (not saved here)."""
    if not (user.is_pending and user.is_verified):
        return
    invitation = (
        Invitation.objects.select_for_update()
        .filter(email=normalised_email(user.email), role=user.role, expires_at__gt=timezone.now())
        .first()
    )
    if invitation is None:
        return
    user.role_status = RoleStatus.ACTIVE
    invitation.delete()
    record_activity(
        type="invitation_accepted",
        title=_("Invitation acceptée"),
        description=f"{user.full_name} ({user.role_label})",
        actor=user,
        target=f"user:{user.id}",
    )
