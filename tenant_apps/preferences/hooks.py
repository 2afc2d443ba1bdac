"""What apps remove when the time is over for which the mairie keeps it; they register from their AppConfig.ready()."""

from collections.abc import Callable, Iterator

from tenant_apps.preferences.models import Settings

# Removes what is too old by the mairie's settings, in the transaction of its daily job, and says how many of what.
RetentionHook = Callable[[Settings], dict[str, int]]

_retention: dict[str, RetentionHook] = {}


def on_retention(name: str, hook: RetentionHook) -> RetentionHook:
    """Call `hook` each night in every mairie that keeps something for a limited time."""
    _retention[name] = hook
    return hook


def run_retention(settings: Settings) -> Iterator[dict[str, int]]:
    """What each hook removed, in the order of their names."""
    for name in sorted(_retention):
        yield _retention[name](settings)
