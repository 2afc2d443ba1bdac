"""What other apps do when something happens to an account; they register from their AppConfig.ready().

A hook runs in the transaction of what it follows: it writes rows or enqueues jobs, and never talks to the network.
"""

from collections.abc import Callable

from tenant_apps.accounts.models import User

AccountHook = Callable[[User], None]

_role_requested: list[AccountHook] = []
_erased: list[AccountHook] = []


def on_role_request(hook: AccountHook) -> AccountHook:
    """Call `hook` with an account that asks for a staff role, which somebody has to approve."""
    return _registered(_role_requested, hook)


def on_erase(hook: AccountHook) -> AccountHook:
    """Call `hook` with an account whose personal data are about to be erased, while it still has them."""
    return _registered(_erased, hook)


def run_role_request(user: User) -> None:
    for hook in _role_requested:
        hook(user)


def run_erase(user: User) -> None:
    for hook in _erased:
        hook(user)


def _registered(hooks: list[AccountHook], hook: AccountHook) -> AccountHook:
    if hook not in hooks:
        hooks.append(hook)
    return hook
