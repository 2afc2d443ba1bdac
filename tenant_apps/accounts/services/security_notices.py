"""What its owner, and the trail of the mairie where staff is concerned, are told of an account's security."""

from core.tenancy import current
from shared_apps.jobs.services import enqueue_email
from tenant_apps.accounts.addresses import FORGOTTEN_PASSWORD_PAGE, page_url
from tenant_apps.accounts.models import STAFF_ROLES, User
from tenant_apps.dashboard.services import record_activity


def tell(*, user: User, type: str, title: str, notice: str, to: str | None = None, actor: User | None = None) -> None:
    """Mail the owner (at `to`: an address that was theirs) and, for staff, write the activity; last in a transaction.

    `actor` is whoever did it, when that is not the owner.
    """
    if current() is not None and user.effective_role in STAFF_ROLES:
        record_activity(
            type=type, title=title, description=user.full_name, actor=actor or user, target=f"user:{user.id}"
        )
    context = {
        "first_name": user.first_name,
        "email": user.email,
        "account": f"user:{user.id}",  # finds it when the account is erased, at whatever address
        "title": title,
        "notice": notice,
        "url": page_url(FORGOTTEN_PASSWORD_PAGE),
    }
    enqueue_email(to=to or user.email, template="accounts/security_notice", context=context)
