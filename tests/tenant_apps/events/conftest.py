from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from tenant_apps.events import hooks


@pytest.fixture
def in_november_2026() -> Iterator[None]:
    """The day on which the dates of a test are still to come."""
    with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC)):
        yield


class Told:
    """What the hooks were called with: (kind, event, accounts, minutes)."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def recorder(self, kind: str) -> Callable[[Any], None]:
        def record(said: Any) -> None:
            if kind == "public":
                self.calls.append((kind, said.title))
            elif kind == "reminder":
                self.calls.append((kind, said.event.title, sorted(said.user_ids), said.minutes))
            else:
                self.calls.append((kind, said.event.title, sorted(said.user_ids)))

        return record

    def of(self, kind: str) -> list[tuple[Any, ...]]:
        return [call[1:] for call in self.calls if call[0] == kind]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """Registered for everything that happens in the calendar."""
    said = Told()
    followed = {
        "invitation": hooks.invited,
        "move": hooks.moved,
        "cancellation": hooks.cancelled,
        "reminder": hooks.reminded,
        "public": hooks.made_public,
    }
    for kind, happening in followed.items():
        monkeypatch.setattr(happening, "_registered", [said.recorder(kind)])
    return said
