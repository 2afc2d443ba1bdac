"""Passwords: their rules, and the mailed links that let the owner of an address choose a new one."""

import uuid
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.mail import send
from core.tenancy import current
from core.tenancy.errors import WrongMunicipality
from tenant_apps.accounts.addresses import NEW_PASSWORD_PAGE, page_url
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.selectors.accounts import locked_account
from tenant_apps.accounts.services import codes, one_time, security_notices
from tenant_apps.accounts.services.attempts import counted_proof
from tenant_apps.accounts.services.sessions import revoke_all
from tenant_apps.accounts.services.verification import mark_verified

Purpose = OneTimeSecret.Purpose
TEMPLATES = {Purpose.RESET_PASSWORD: "accounts/reset_password", Purpose.SET_PASSWORD: "accounts/set_password"}


def require_strong(password: str, *, user: User, field: str = "password") -> None:
    """Raise ValidationFailed on `field` when Django's validators refuse the password for this account."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationFailed({field: error.messages}) from None


def require_password(password: str, *, user: User, field: str = "password") -> None:
    """Raise ValidationFailed on `field` when this is not the account's password."""
    if not user.check_password(password):
        raise ValidationFailed({field: [_("Ce mot de passe est incorrect.")]})


def change_own(*, user: User, current: str, password: str, session_id: uuid.UUID) -> None:
    """Replace the password by whoever knows it, and end the account's other sessions.

    Raises ValidationFailed for a wrong current password or an unacceptable new one.
    """
    with transaction.atomic():
        account = locked_account(account_id=user.id)
        with counted_proof(user_id=user.id):
            require_password(current, user=account, field="current_password")
        require_strong(password, user=account, field="new_password")
        change(user=account, password=password, keep_session=session_id)
        security_notices.tell(
            user=account,
            type="password_changed",
            title=_("Mot de passe modifié"),
            notice=_("Le mot de passe de votre compte vient d'être modifié."),
        )


def send_reset_link(*, email: str) -> None:
    """Mail a link that works once and for an hour, if an active account has the address."""
    user = User.objects.present().with_email(email).filter(is_active=True).first()
    if user:
        _send_link(user=user, purpose=Purpose.RESET_PASSWORD)


def send_first_link(*, user_id: int) -> None:
    """Mail the link by which the owner of an account that an administrator made chooses the first password."""
    user = User.objects.present().filter(id=user_id, is_active=True).first()
    if user and not user.has_usable_password():
        _send_link(user=user, purpose=Purpose.SET_PASSWORD)


def reset(*, link: one_time.PasswordLink, password: str) -> None:
    """Set the password, end every session and, since the link came by mail, count the address as verified.

    Before that, somebody else may have made the account and asked for codes that the address's owner does not have.
    """
    tenant = current()
    if link.municipality != (tenant.code if tenant else ""):
        raise WrongMunicipality
    with transaction.atomic():
        user = User.objects.present().select_for_update(no_key=True).filter(id=link.user_id, is_active=True).first()
        live = one_time.find_live(user=user, purpose=link.purpose) if user else None
        if user is None or live is None or not one_time.matches(live, link.secret):
            raise unusable_link()
        require_strong(password, user=user)
        OneTimeSecret.objects.filter(user=user).delete()
        change(user=user, password=password)
        if not user.is_verified:
            codes.forget(user=user)
        mark_verified(user=user)


def change(*, user: User, password: str, keep_session: Any = None) -> None:
    """Store the password and end the account's sessions, but for the one to keep, in the caller's transaction."""
    user.set_password(password)
    user.save(update_fields=["password", "updated_at"])
    revoke_all(user=user, keep=keep_session)


def unusable_link() -> ValidationFailed:
    """The same answer for a forged, used, replaced or expired link."""
    return ValidationFailed({"token": [_("Ce lien n'est plus valable. Demandez-en un nouveau.")]})


def _send_link(*, user: User, purpose: Purpose) -> None:
    token = one_time.issue_link_token(user=user, purpose=purpose)
    context = {"first_name": user.first_name, "email": user.email, "url": page_url(NEW_PASSWORD_PAGE, token=token)}
    send(to=user.email, template=TEMPLATES[purpose], context=context)
