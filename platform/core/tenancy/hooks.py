"""What apps add to the life of a mairie, registered from their AppConfig.ready()."""

from typing import Any, Protocol, TypeVar

from core.tenancy.context import Tenant


class ProvisionHook(Protocol):
    """Fills a new mairie, inside its schema and in the transaction that creates it."""

    __module__: str
    __qualname__: str

    def __call__(self, *, tenant: Tenant, options: dict[str, Any]) -> None: ...


Hook = TypeVar("Hook", bound=ProvisionHook)
_provision: dict[str, ProvisionHook] = {}


def on_provision(hook: Hook) -> Hook:
    """Register `hook`; registering it twice changes nothing."""
    _provision[f"{hook.__module__}.{hook.__qualname__}"] = hook
    return hook


def run_provision_hooks(*, tenant: Tenant, options: dict[str, Any]) -> None:
    """Call every hook in the order of registration (the order of INSTALLED_APPS)."""
    for hook in _provision.values():
        hook(tenant=tenant, options=options)
