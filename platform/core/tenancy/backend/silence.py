"""Whether the database has fallen silent, found out once for all threads of the process.

While it is, one request waits for it every few seconds; the others are refused at once, so that the threads of the web
server are free for what needs no database.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import psycopg

OPINION_SECONDS = 2.0  # how long an opinion counts, and nobody asks again
TURN_SECONDS = 0.2  # what a request waits for the one that is asking: a database that lives answers sooner


class Silence:
    """What is known of it in this process."""

    def __init__(self) -> None:
        self.lasts = False
        self._asking = threading.Lock()
        self._asked = 0.0

    def is_found(self, lives: Callable[[], bool]) -> bool:
        """Whether the database is silent: one thread asks every few seconds, the others go by its opinion."""
        if monotonic() - self._asked >= OPINION_SECONDS and self._asking.acquire(blocking=False):
            try:
                self.lasts = not lives()
                self._asked = monotonic()
            finally:
                self._asking.release()
        return self.lasts

    @contextmanager
    def tried(self) -> Iterator[None]:
        """Connect inside: that ends the silence or begins it; while it lasts, one may try every few seconds."""
        held = self.lasts and self._asking.acquire(timeout=TURN_SECONDS)
        try:
            if self.lasts and not (held and monotonic() - self._asked >= OPINION_SECONDS):
                raise psycopg.OperationalError("the database is silent")
            yield
            self.lasts = False
        except psycopg.errors.ConnectionTimeout:
            self.lasts, self._asked = True, monotonic()
            raise
        finally:
            if held:
                self._asking.release()


silence = Silence()
