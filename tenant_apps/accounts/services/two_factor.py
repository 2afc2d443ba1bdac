"""Two-factor authentication: asked for, confirmed by a first code, required by each login, given up again.

Every step works on the account under a lock, so that a code counts once however many requests bring it.
"""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.accounts.errors import OtpInvalid, OtpRequired, TwoFactorActive, TwoFactorInactive, TwoFactorNotStarted
from tenant_apps.accounts.models import User
from tenant_apps.accounts.selectors.accounts import locked_account
from tenant_apps.accounts.services import codes, security_notices
from tenant_apps.accounts.services.attempts import counted_proof
from tenant_apps.accounts.services.passwords import require_password
from tenant_apps.accounts.services.sessions import revoke_all


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the account's owner is shown once; the QR code says `uri`."""

    secret: str
    uri: str
    backup_codes: list[str]


@transaction.atomic
def start(*, user: User) -> Enrolment:
    """A new secret and new backup codes, worth something once a code has confirmed them. Raises TwoFactorActive."""
    account = locked_account(account_id=user.id)
    if account.two_factor_enabled:
        raise TwoFactorActive
    secret, backup_codes = codes.new_secret(), codes.new_backup_codes()
    account.totp_secret, account.totp_last_step = codes.sealed_secret(secret), 0
    account.backup_codes = codes.backup_digests(account, backup_codes)
    account.save(update_fields=codes.FIELDS)
    return Enrolment(secret, codes.provisioning_uri(user=account, secret=secret), backup_codes)


def confirm(*, user: User, code: str, session_id: uuid.UUID) -> None:
    """Require codes from now on and end the account's other sessions, which were opened without one.

    Raises TwoFactorActive, TwoFactorNotStarted, or ValidationFailed for a wrong code.
    """
    with counted_proof(user_id=user.id), transaction.atomic():
        account = locked_account(account_id=user.id)
        if account.two_factor_enabled:
            raise TwoFactorActive
        if not account.totp_secret:
            raise TwoFactorNotStarted
        if not codes.use_totp(user=account, code=codes.compact(code)):
            raise wrong_code()
        account.two_factor_enabled = True
        account.save(update_fields=codes.FIELDS)
        revoke_all(user=account, keep=session_id)
        security_notices.tell(
            user=account,
            type="two_factor_enabled",
            title=_("Double authentification activée"),
            notice=_("La double authentification vient d'être activée sur votre compte."),
        )


def disable(*, user: User, password: str, code: str) -> None:
    """Require no more codes. Raises TwoFactorInactive, or ValidationFailed for a wrong password or code."""
    with counted_proof(user_id=user.id), transaction.atomic():
        account = locked_account(account_id=user.id)
        if not account.two_factor_enabled:
            raise TwoFactorInactive
        require_password(password, user=account)
        if not is_right(account, code):
            raise wrong_code()
        codes.forget(user=account)
        security_notices.tell(
            user=account,
            type="two_factor_disabled",
            title=_("Double authentification désactivée"),
            notice=_("La double authentification vient d'être désactivée sur votre compte."),
        )


def require_code(*, user: User, code: str) -> None:
    """Use up the code that a login needs, in the caller's transaction; nothing to do without the second factor.

    Raises OtpRequired without a code and OtpInvalid for a wrong one.
    """
    if not user.two_factor_enabled:
        return
    if not code:
        raise OtpRequired
    if not is_right(locked_account(account_id=user.id), code):
        raise OtpInvalid


def is_right(account: User, typed: str) -> bool:
    """Whether the code is the authenticator's or a backup code; it won't be again."""
    code = codes.compact(typed)
    use = codes.use_backup_code if len(code) == codes.BACKUP_DIGITS else codes.use_totp
    if not use(user=account, code=code):
        return False
    account.save(update_fields=["totp_last_step", "backup_codes", "updated_at"])
    return True


def wrong_code() -> ValidationFailed:
    """The same answer for a wrong code and one that has been used."""
    return ValidationFailed({"code": [_("Ce code est incorrect ou a déjà servi.")]})
