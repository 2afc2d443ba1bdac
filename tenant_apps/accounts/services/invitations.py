"""Invitations: a staff role kept for an address, mailed, withdrawn."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.email_addresses import normalised_email
from core.mail import send
from core.tenancy import Tenant
from shared_apps.jobs.services import cancel, enqueue
from tenant_apps.accounts.addresses import REGISTRATION_PAGE, page_url
from tenant_apps.accounts.errors import AccountExists, InvitationNotFound
from tenant_apps.accounts.models import Invitation, Role, User
from tenant_apps.accounts.services.acceptance import accept_invitation
from tenant_apps.dashboard.services import record_activity

LIFETIME = timedelta(days=30)
SEND_INVITATION = "accounts.send_invitation"


@transaction.atomic
def invite(*, email: str, role: str, actor: User | None) -> Invitation:
    """Keep `role` for the address and mail it; a newer invitation of the same address replaces the older.

    An account that asked for this very role needs no new one: it is activated now, or once it is verified. An account
    with another role is AccountExists.
    """
    user = User.objects.present().with_email(email).select_for_update(no_key=True).first()
    if user and not (user.is_pending and user.role == role):
        raise AccountExists
    invitation = _store(email=normalised_email(email), role=role, actor=actor)
    record_activity(
        type="invitation_sent",
        title=_("Invitation envoyée"),
        description=f"{invitation.email} ({Role(role).label})",
        actor=actor,
        target=f"invitation:{invitation.id}",
    )
    if user:
        accept_invitation(user=user)
        user.save(update_fields=["role_status", "updated_at"])
    else:
        enqueue(SEND_INVITATION, key=str(invitation.id), payload={"invitation_id": invitation.id})
    return invitation


@transaction.atomic
def withdraw(*, invitation_id: int, actor: User) -> None:
    """Delete an invitation and the mail that may still be waiting; raises InvitationNotFound."""
    invitation = Invitation.objects.select_for_update().filter(id=invitation_id).first()
    if invitation is None:
        raise InvitationNotFound
    record_activity(
        type="invitation_cancelled",
        title=_("Invitation annulée"),
        description=f"{invitation.email} ({Role(invitation.role).label})",
        actor=actor,
        target=f"invitation:{invitation_id}",
    )
    invitation.delete()
    cancel(SEND_INVITATION, key=str(invitation_id))


def invite_mayor(*, tenant: Tenant, options: dict[str, Any]) -> None:
    """Provisioning hook: the new mairie's first administrator is the mayor whose address the operator gave."""
    email = options.get("mayor_email")
    if email:
        invite(email=email, role=Role.MAYOR, actor=None)


def send_invitation(*, invitation_id: int) -> None:
    """Mail an invitation that is still open."""
    invitation = Invitation.objects.filter(id=invitation_id, expires_at__gt=timezone.now()).first()
    if invitation is None:
        return
    context = {
        "role": Role(invitation.role).label,
        "email": invitation.email,
        "days": LIFETIME.days,
        "url": page_url(REGISTRATION_PAGE, email=invitation.email, role=invitation.role),
    }
    send(to=invitation.email, template="accounts/invitation", context=context)


def _store(*, email: str, role: str, actor: User | None) -> Invitation:
    now = timezone.now()
    row = Invitation(
        email=email, role=role, invited_by_id=actor.id if actor else None, created_at=now, expires_at=now + LIFETIME
    )
    Invitation.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["email"],
        update_fields=["role", "invited_by", "created_at", "expires_at"],
    )
    return Invitation.objects.get(email=email)
