"""How long a request waits for a database that has fallen silent.

A dead server is noticed by its closed connection. A frozen one keeps it open: without a bound, every thread of the
web server would wait for as long as it stays frozen. Work outside requests may take long and is not bounded.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import ceil
from time import monotonic
from typing import Any

import psycopg

from core.tenancy.backend.silence import silence

SECONDS = 15.0  # for one answer of a database that lives, behind a lock for example
DOUBT_SECONDS = 2.0  # after which it is asked over a new connection whether it does
CONNECT_SECONDS = 3.0

Lives = Callable[[], bool]

_patience: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def impatient(seconds: float | None = None) -> Iterator[None]:
    """Inside, a statement that isn't answered within `seconds` is an OperationalError.

    So is one that waits for a silent database, and a connection to one, after a few seconds.
    """
    token = _patience.set(SECONDS if seconds is None else seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def is_impatient() -> bool:
    return _patience.get() is not None


def hurried(parameters: dict[str, Any]) -> dict[str, Any]:
    """Parameters of a connection that is given up as soon as whoever asks for it would give up."""
    limit = _patience.get()
    if limit is None:
        return parameters
    seconds = ceil(min(limit, CONNECT_SECONDS))
    configured = int(parameters.get("connect_timeout") or 0)
    return {**parameters, "connect_timeout": min(configured or seconds, seconds)}


def bound(connection: Any, lives: Lives) -> None:
    """Let the psycopg connection keep to the patience of whoever uses it; one that ran out of it is closed.

    `lives` tells over another connection whether the database answers.
    """
    if "wait" in vars(connection):
        return  # back from a pool
    patient = connection.wait

    def wait(generator: Any, *arguments: Any, timeout: float | None = None, **options: Any) -> Any:
        limit = _patience.get()
        if limit is None or timeout is not None:
            return patient(generator, *arguments, timeout=timeout, **options)
        try:
            return patient(_watched(generator, limit, lives), *arguments, **options)
        except psycopg.OperationalError:
            if not connection.closed and _is_busy(connection):
                connection.pgconn.finish()
            raise

    connection.wait = wait


def _watched(generator: Any, limit: float, lives: Lives) -> Generator[Any, Any, Any]:
    """The driver's dialogue with the server; whenever nothing has come for a moment, whether to go on is looked at."""
    begun = monotonic()
    try:
        state = next(generator)
        while True:
            ready = yield state
            if not ready:
                _require_hope(monotonic() - begun, limit, lives)
            state = generator.send(ready)
    except StopIteration as end:
        return end.value


def _require_hope(waited: float, limit: float, lives: Lives) -> None:
    if waited >= limit or (waited >= DOUBT_SECONDS and silence.is_found(lives)):
        raise psycopg.OperationalError(f"the database has not answered for {waited:.1f} s")


def _is_busy(connection: Any) -> bool:
    """Whether an answer is still due: nothing else can be asked over this connection."""
    return bool(connection.info.transaction_status == psycopg.pq.TransactionStatus.ACTIVE)
