"""What somebody who asks for a role tells those who decide about it."""

from django.utils.translation import gettext as _

from tenant_apps.accounts import hooks
from tenant_apps.accounts.hooks import User
from tenant_apps.notifications import kinds
from tenant_apps.notifications.selectors.audience import manager_ids
from tenant_apps.notifications.services.notify import notify


def register() -> None:
    """Follow the accounts."""
    hooks.role_requested.register(tell_of_request)


def tell_of_request(user: User) -> None:
    """Administrators and the mayor are told who waits for an approval."""
    notify(
        user_ids=[user_id for user_id in manager_ids() if user_id != user.pk],
        type=kinds.ROLE_REQUEST,
        title=_("Demande de rôle"),
        message=_("%(name)s demande le rôle %(role)s") % {"name": user.full_name, "role": user.get_role_display()},
        data={"user_id": user.pk},
        key=f"{user.pk}:{user.role}",
    )
