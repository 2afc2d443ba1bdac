"""An account's owner deletes it."""

from django.db import transaction
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from tenant_apps.accounts.models import User
from tenant_apps.accounts.services.attempts import counted_proof
from tenant_apps.accounts.services.management import lock_account, remove
from tenant_apps.accounts.services.passwords import require_password
from tenant_apps.accounts.services.two_factor import is_right


def delete_own_account(*, user: User, password: str, otp_code: str) -> None:
    """Erase the person: what they wrote stays, under a neutral name.

    Raises ValidationFailed for a wrong password or, with the second factor, a wrong code, and LastManager.
    """
    with counted_proof(user_id=user.id), transaction.atomic():
        account = lock_account(account_id=user.id)
        require_password(password, user=account)
        if account.two_factor_enabled and not is_right(account, otp_code):
            raise ValidationFailed({"otp_code": [_("Ce code est incorrect ou a déjà servi.")]})
        remove(user=account, actor=account)
