"""Changes of what mairies show: forgotten at once in the process that made them, within a second in the others.

Each change has a number of one shared count, and the mairie that changed keeps its last one. A process looks at the
count from time to time and asks only for the mairies that have changed since, so that looking costs the same for one
mairie and for thousands.
"""

import threading
import time
from uuid import uuid4

from django.db import transaction

from core.pages.shelves import shelves
from core.redis import RedisUnavailable, client
from core.tenancy import require
from core.tenancy.directory import VERSION_KEY, directory

LOOK_SECONDS = 0.5
EPOCH_KEY, COUNT_KEY, CHANGED_KEY = "ecms:pages:epoch", "ecms:pages:count", "ecms:pages:changed"
# ARGV: what a Redis that starts empty is told from the former one by, then the codes of the mairies that changed.
ANNOUNCE = """
redis.call('SET', KEYS[1], ARGV[1], 'NX')
for i = 2, #ARGV do redis.call('ZADD', KEYS[3], redis.call('INCR', KEYS[2]), ARGV[i]) end
"""


def content_changed() -> None:
    """Say that something public of the current mairie has changed; it counts once the transaction has committed."""
    code = require().code
    transaction.on_commit(lambda: _changed(code))


def _changed(code: str) -> None:
    shelves.forget(code)
    watch.announce(code)


class Watch:
    """What this process knows of the changes that others announced."""

    def __init__(self) -> None:
        self.next_look = 0.0
        self._lock = threading.Lock()
        self._epoch: bytes | None = None
        self._count = 0
        self._unannounced: set[str] = set()

    def look(self, now: float) -> None:
        """Forget what has changed elsewhere since the last look, if that is long enough ago. Others wait meanwhile."""
        with self._lock:
            if now < self.next_look:
                return
            try:
                self._look()
            except RedisUnavailable:
                shelves.blind = True
            self.next_look = time.monotonic() + LOOK_SECONDS

    def announce(self, code: str) -> None:
        """Tell the other processes; what Redis does not take is told again at the next occasion."""
        self._unannounced.add(code)
        try:
            self._announce()
        except RedisUnavailable:
            return

    def _announce(self) -> None:
        codes = list(self._unannounced)
        client().eval(ANNOUNCE, 3, EPOCH_KEY, COUNT_KEY, CHANGED_KEY, uuid4().hex, *codes)
        self._unannounced.difference_update(codes)

    def _look(self) -> None:
        if self._unannounced:
            self._announce()
        epoch, count, tenancy = client().mget(EPOCH_KEY, COUNT_KEY, VERSION_KEY)
        directory.heed(tenancy)
        number = int(count or 0)
        if shelves.blind or (self._epoch and epoch != self._epoch) or number < self._count:
            shelves.clear()
        elif number > self._count:
            for code in client().zrangebyscore(CHANGED_KEY, f"({self._count}", "+inf"):
                shelves.forget(code.decode())
        shelves.blind = False
        self._epoch, self._count = epoch, number


watch = Watch()
