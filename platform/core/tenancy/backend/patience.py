"""How long a request waits for a database that accepted a statement and has fallen silent.

A dead server is noticed by its closed connection. A frozen one keeps it open: without a bound, every thread of the
web server would wait for as long as it stays frozen. Work outside requests may take long and is not bounded.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import psycopg

SECONDS = 15.0

_patience: ContextVar[float | None] = ContextVar("patience", default=None)


@contextmanager
def impatient(seconds: float | None = None) -> Iterator[None]:
    """Inside, a statement that isn't answered within `seconds` is an OperationalError."""
    token = _patience.set(SECONDS if seconds is None else seconds)
    try:
        yield
    finally:
        _patience.reset(token)


def bound(connection: Any) -> Any:
    """Let the psycopg connection keep to the patience of whoever uses it; one that ran out of it is closed."""
    if "wait" in vars(connection):
        return connection  # back from a pool
    patient = connection.wait

    def wait(*arguments: Any, timeout: float | None = None, **options: Any) -> Any:
        limit = _patience.get() if timeout is None else timeout
        try:
            return patient(*arguments, timeout=limit, **options)
        except psycopg.OperationalError:
            if timeout is None and not connection.closed and _is_busy(connection):
                connection.pgconn.finish()
            raise

    connection.wait = wait
    return connection


def _is_busy(connection: Any) -> bool:
    """Whether an answer is still due: nothing else can be asked over this connection."""
    return bool(connection.info.transaction_status == psycopg.pq.TransactionStatus.ACTIVE)
