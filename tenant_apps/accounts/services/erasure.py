"""Taking the person out of an account."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pages import content_changed
from core.tenancy import current
from shared_apps.jobs.services import cancel, forget
from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts import hooks
from tenant_apps.accounts.models import Invitation, OneTimeSecret, Session, User
from tenant_apps.accounts.services import email_change
from tenant_apps.dashboard.services import citizens_changed, redact_activities
from tenant_apps.media.services import avatars


def erase(*, user: User) -> None:
    """Erase the person of the locked account: what they wrote stays, under a neutral name, and the address is free."""
    hooks.erasing.run(user)
    email = user.email
    login_directory.remove(email=email)
    Session.objects.filter(user=user).delete()
    OneTimeSecret.objects.filter(user=user).delete()
    avatars.discard_avatar(name=user.avatar)
    redact_activities(targets=[f"user:{user.id}"], text=email)
    if user.is_verified:
        _remove_invitation(email)
    _empty(user)
    citizens_changed()
    if current():
        content_changed()  # a mairie's pages name who wrote and who commented
    cancel(email_change.SEND_CODE, key=str(user.id))
    forget([email, f"user:{user.id}"])


@transaction.atomic
def erase_visitor(*, email: str) -> dict[str, int]:
    """Delete the invitation of an address without an account, and whatever the journal and waiting work say of it."""
    removed = _remove_invitation(email)
    redact_activities(targets=[], text=email)
    forget([email])
    return {"invitations": removed}


def _remove_invitation(email: str) -> int:
    return Invitation.objects.filter(email__iexact=email).delete()[0]


def _empty(user: User) -> None:
    user.email = f"compte-{user.id}@supprime.invalid"
    user.first_name, user.last_name = _("Compte"), _("supprimé")
    user.phone, user.avatar, user.birth_year, user.last_login = "", "", None, None
    user.preferences, user.totp_secret, user.backup_codes = {}, "", []
    user.last_seen_at, user.warned_at = None, None
    user.is_active = user.is_verified = user.two_factor_enabled = False
    user.deleted_at = timezone.now()
    user.set_unusable_password()
    user.save()
