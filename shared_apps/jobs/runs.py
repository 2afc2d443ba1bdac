"""The attempt under way, for handlers and log lines that need more than payload and key."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at one job, as its row was when it began; `attempts` counts this one."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    attempts: int
    generation: int
    created_at: datetime

    @property
    def work_id(self) -> str:
        """The same for all attempts at this work, another once it is enqueued anew or in another database."""
        return f"{self.id}.{self.generation}.{self.created_at:%Y%m%d%H%M%S%f}"


_current: ContextVar[Run | None] = ContextVar("current_run", default=None)


def current_run() -> Run | None:
    """The attempt that calls this, None outside any."""
    return _current.get()


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """Make `run` the current one."""
    token = _current.set(run)
    try:
        yield run
    finally:
        _current.reset(token)
