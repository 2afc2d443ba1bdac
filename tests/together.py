"""Several people at once, on real connections with real commits: for tests that have a `committed_db`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection, connections

from core.api.errors import DomainError
from core.tenancy import Tenant, mairie_context


def together(*calls: Callable[[], Any]) -> list[Any]:
    """What the calls gave, begun at the same moment, each in a thread with a connection of its own."""
    barrier = Barrier(len(calls))

    def start(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=10)
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(start, calls))


def at_once(mairie: Tenant, *calls: Callable[[], Any]) -> list[Any]:
    """What each call gave inside the mairie, or the name of its refusal; any other error fails the test."""
    barrier = Barrier(len(calls))

    def inside(call: Callable[[], Any]) -> Any:
        try:
            with mairie_context(mairie):
                connection.ensure_connection()
                barrier.wait(timeout=10)
                return call()
        except DomainError as error:
            return type(error).__name__

    return together(*[lambda call=call: inside(call) for call in calls])
