"""Making accounts."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shared_apps.municipalities.services import login_directory
from tenant_apps.accounts import hooks
from tenant_apps.accounts.errors import EmailTaken
from tenant_apps.accounts.models import Role, RoleStatus, User
from tenant_apps.accounts.services import mailing
from tenant_apps.accounts.services.passwords import require_strong
from tenant_apps.dashboard.services import record_activity


def register(
    *, email: str, password: str, first_name: str, last_name: str, role: str = Role.CITIZEN, phone: str = ""
) -> User:
    """Make the account somebody asks for: a staff role waits for an approval or an invitation. Raises EmailTaken."""
    status = RoleStatus.ACTIVE if role == Role.CITIZEN else RoleStatus.PENDING
    user = User(email=email, first_name=first_name, last_name=last_name, phone=phone, role=role, role_status=status)
    require_strong(password, user=user)
    user.set_password(password)
    with transaction.atomic():
        insert(user=user)
        if user.is_pending:
            _announce_role_request(user)
        mailing.plan(kind=mailing.SEND_CODE, email=email)
    return user


def insert(*, user: User) -> None:
    """Store a new account and make its address known to the login directory; raises EmailTaken.

    The name of the violated constraint is not relied on: a sharded cluster doesn't report it.
    """
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError:
        if User.objects.with_email(user.email).exists():
            raise EmailTaken from None
        raise
    login_directory.add(email=user.email)


def _announce_role_request(user: User) -> None:
    record_activity(
        type="role_request",
        title=_("Demande de rôle"),
        description=_("%(name)s demande le rôle %(role)s") % {"name": user.full_name, "role": Role(user.role).label},
        actor=user,
        target=f"user:{user.id}",
    )
    hooks.role_requested.run(user)
