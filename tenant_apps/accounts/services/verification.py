"""Proving that an address belongs to whoever made the account: a mailed code, ten minutes, five tries."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.mail import send
from shared_apps.municipalities.selectors import directory
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.scopes import entered
from tenant_apps.accounts.services import one_time
from tenant_apps.accounts.services.acceptance import accept_invitation
from tenant_apps.dashboard.services import citizens_changed


def send_code(*, email: str) -> None:
    """Mail a new code, if an active account has the address and it is not verified yet."""
    user = User.objects.present().with_email(email).filter(is_active=True, is_verified=False).first()
    if user:
        code = one_time.issue_code(user=user)
        context = {"first_name": user.first_name, "code": code, "minutes": one_time.CODE_SECONDS // 60}
        send(to=user.email, template="accounts/verify_email", context=context)


def confirm(*, email: str, code: str) -> bool:
    """Verify the address with its code; False for anything wrong, with one try less."""
    with transaction.atomic():
        user = _locked(email)
        purpose = OneTimeSecret.Purpose.VERIFY_EMAIL
        if user is None or not one_time.consume(user=user, purpose=purpose, secret=code):
            return False
        mark_verified(user=user)
        return True


def confirm_anywhere(*, email: str, code: str) -> bool:
    """Verify the address wherever it is known and the code is right."""
    confirmed = False
    for scope in directory.tenants_of_email(email):
        if scope is None or scope.state == "active":
            with entered(scope):
                confirmed = confirm(email=email, code=code) or confirmed
    return confirmed


def mark_verified(*, user: User) -> None:
    """Count the address as proven; a staff role that an invitation kept for it becomes active."""
    user.is_verified = True
    accept_invitation(user=user)
    user.save(update_fields=["is_verified", "role_status", "updated_at"])
    citizens_changed()


def wrong_code() -> ValidationFailed:
    """The same answer for a wrong, used, replaced or expired code and for an address without account."""
    return ValidationFailed({"otp_code": [_("Ce code est incorrect ou n'est plus valable. Demandez-en un nouveau.")]})


def _locked(email: str) -> User | None:
    return User.objects.present().with_email(email).select_for_update(no_key=True).filter(is_active=True).first()
