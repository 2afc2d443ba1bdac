"""Another address for an account: asked for with the password, proven by a code that only the new address receives."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from core.api.errors import ValidationFailed
from core.email_addresses import normalised_email
from core.mail import send
from shared_apps.jobs.services import enqueue
from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts.errors import EmailTaken
from tenant_apps.accounts.models import OneTimeSecret, User
from tenant_apps.accounts.selectors.accounts import locked_account
from tenant_apps.accounts.services import one_time, security_notices
from tenant_apps.accounts.services.attempts import count_mail, counted_proof
from tenant_apps.accounts.services.passwords import require_password
from tenant_apps.accounts.services.sessions import revoke_all
from tenant_apps.accounts.services.verification import mark_verified, wrong_code

SEND_CODE = "accounts.send_email_change"


def request_change(*, user: User, email: str, password: str, ip: str) -> None:
    """Have a code mailed to the new address. Raises ValidationFailed for a wrong password or the present address, and
    EmailTaken.
    """
    with counted_proof(user_id=user.id):
        require_password(password, user=user)
    if normalised_email(email) == normalised_email(user.email):
        raise ValidationFailed({"email": [_("C'est déjà l'adresse de votre compte.")]})
    # Counted first: whether others have an account must not be found out by asking on and on.
    count_mail(email=email, ip=ip)
    _require_free(email, user=user)
    enqueue(SEND_CODE, key=str(user.id), payload={"user_id": user.id, "email": email})


def send_change_code(*, user_id: int, email: str) -> None:
    """Mail the code by which the new address is proven; an earlier one, of whatever address, is worth nothing now."""
    user = User.objects.present().filter(id=user_id, is_active=True).first()
    if user:
        code = one_time.issue_change_code(user=user, email=email)
        context = {"first_name": user.first_name, "code": code, "minutes": one_time.CODE_SECONDS // 60}
        send(to=email, template="accounts/change_email", context=context)


def confirm_change(*, user: User, email: str, code: str, session_id: Any) -> User:
    """Give the account its new, verified address, end its other sessions and tell the old address.

    Raises ValidationFailed for a wrong code, with one try less, and EmailTaken.
    """
    purpose = OneTimeSecret.Purpose.CHANGE_EMAIL
    with transaction.atomic():
        account = locked_account(account_id=user.id)
        secret = one_time.change_secret(email=email, code=code)
        if one_time.consume(user=account, purpose=purpose, secret=secret):
            return _change(account, email, session_id)
    raise wrong_code()


def _change(account: User, email: str, session_id: Any) -> User:
    former = account.email
    account.email = email
    try:
        with transaction.atomic():
            account.save(update_fields=["email", "updated_at"])
    except IntegrityError:
        _require_free(email, user=account)
        raise
    login_directory.remove(email=former)
    login_directory.add(email=email)
    OneTimeSecret.objects.filter(user=account).delete()  # links that the former address has received
    mark_verified(user=account)
    revoke_all(user=account, keep=session_id)
    security_notices.tell(
        user=account,
        to=former,
        type="email_changed",
        title=_("Adresse électronique modifiée"),
        notice=_("L'adresse électronique de votre compte vient d'être remplacée par une autre."),
    )
    return account


def _require_free(email: str, *, user: User) -> None:
    if User.objects.with_email(email).exclude(id=user.id).exists():
        raise EmailTaken
