"""Kinds of jobs and their handlers; every app registers its own in its tasks.py."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol, TypeVar

from shared_apps.jobs.errors import UnknownKind

MAX_ATTEMPTS = 8
# Mail is tried for half a day: a mail server may be away for longer than anything of ours.
MAIL_ATTEMPTS = 20
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
JITTER = 0.2


class Handler(Protocol):
    """Does the work of one job, inside its mairie and in the transaction that also ends the job."""

    __module__: str
    __qualname__: str

    def __call__(self, *, payload: dict[str, Any], key: str) -> None: ...


H = TypeVar("H", bound=Handler)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job: who does it, how often it is tried, and how long the pauses in between are."""

    name: str
    handler: Handler
    max_attempts: int = MAX_ATTEMPTS
    first_pause: timedelta = FIRST_PAUSE
    longest_pause: timedelta = LONGEST_PAUSE
    every: timedelta | None = None
    comes_back: timedelta | None = None

    def pause_after(self, attempts: int) -> timedelta:
        """Time until the next attempt: doubles each time, capped, and spread so that failures part company."""
        doubled = self.first_pause * 2 ** min(attempts - 1, 30)
        return min(doubled, self.longest_pause) * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - no secret


_kinds: dict[str, Kind] = {}


def job(
    name: str,
    *,
    max_attempts: int = MAX_ATTEMPTS,
    first_pause: timedelta = FIRST_PAUSE,
    longest_pause: timedelta = LONGEST_PAUSE,
    every: timedelta | None = None,
    comes_back: timedelta | None = None,
) -> Callable[[H], H]:
    """Register the decorated function as the handler of the kind; with `every` it is the platform's recurring work.

    Work that plans its own next time would end for ever with one bad day: `comes_back` says after how long it is tried
    anew once its attempts are used up. Recurring work does so by itself; what somebody asked for once ends dead.

    What a handler does in the database happens once. What it does elsewhere (mail, files, other services) can happen
    again when the process dies before the commit: it must be harmless to repeat, or recognisable as a repetition.
    """

    def register(handler: H) -> H:
        known = _kinds.get(name)
        if known and _path(known.handler) != _path(handler):
            raise ValueError(f"the kind {name!r} has a handler already: {_path(known.handler)}")
        _kinds[name] = Kind(name, handler, max_attempts, first_pause, longest_pause, every, comes_back or every)
        return handler

    return register


def get(name: str) -> Kind:
    """The kind of that name; work of a kind that no app of this release knows fails, and is tried as often as any."""
    return _kinds.get(name) or Kind(name, _unknown)


def recurring() -> Iterator[Kind]:
    """Kinds the platform does by itself, again and again."""
    return (kind for kind in _kinds.values() if kind.every)


def _unknown(*, payload: dict[str, Any], key: str) -> None:
    raise UnknownKind("no app of this release registers this kind")


def _path(handler: Handler) -> str:
    return f"{handler.__module__}.{handler.__qualname__}"
