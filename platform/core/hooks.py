"""How an app tells others what happens in it without knowing them."""

from collections.abc import Callable
from typing import Generic, TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")


class Hooks(Generic[Subject, Result]):
    """What other apps do when one kind of thing happens; they register from their AppConfig.ready().

    A hook runs in the transaction of what it follows: it writes rows or enqueues jobs, and never talks to the network.
    """

    def __init__(self) -> None:
        self._registered: list[Callable[[Subject], Result]] = []

    def register(self, hook: Callable[[Subject], Result]) -> None:
        """Registering it twice changes nothing."""
        if hook not in self._registered:
            self._registered.append(hook)

    def run(self, subject: Subject) -> list[Result]:
        """What each hook gave, in the order of registration (the order of INSTALLED_APPS)."""
        return [hook(subject) for hook in self._registered]
