"""How many read public pages, without a cookie and without knowing who.

A request leaves a note in memory. A thread turns notes into anonymous visits every few seconds and hands them, added
up, to those who registered; addresses go no further than this module. Without Redis the notes of that while are lost,
and with a process those of its last seconds.
"""

import logging
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from core.api.addresses import address_block, address_in
from core.pages.traffic import traffic
from core.pages.visitors import Salts, device_of, visitor_number
from core.redis import RedisUnavailable
from core.tenancy import Tenant

logger = logging.getLogger("core.pages")

DELIVERY_SECONDS = 2.0
LOG_SECONDS = 60.0
MOST_WAITING = 100_000  # notes; more than that in a delivery's time are not counted
LONGEST = 300  # characters of a header that are looked at
QUARTER = 900  # seconds; a new day begins with a quarter of an hour in every time zone


class Visit(NamedTuple):
    """Somebody, who stays the same for one day on one mairie's site, has read a page about `subject`."""

    tenant: Tenant
    day: date
    visitor: int
    device: str
    subject: str


class Note(NamedTuple):
    """What is known of a request before it is made anonymous; equal ones are worked on once."""

    tenant: Tenant
    subject: str
    quarter: int
    peer: str
    forwarded: str
    agent: str


Visits = Mapping[Visit, int]
Hook = Callable[[Visits], None]


class Audience:
    """The notes of this process and who is told of them."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Tenant, str, float, str, str, str]] = deque()
        self._hooks: list[Hook] = []
        self._salts = Salts()
        self._started = False
        self._lock = threading.Lock()

    def on_visits(self, hook: Hook) -> Hook:
        """Call `hook` with visits and how many pages each has read; in a thread, in no mairie, without database."""
        if hook not in self._hooks:
            self._hooks.append(hook)
        return hook

    def note(self, tenant: Tenant, subject: str, now: float, environ: Mapping[str, Any]) -> None:
        """Remember that a page was read at `now` of the monotonic clock; what browsers fetch ahead is not read."""
        if "HTTP_SEC_PURPOSE" in environ or len(self._waiting) >= MOST_WAITING:
            return
        get = environ.get
        forwarded, agent = get("HTTP_X_FORWARDED_FOR", "")[-LONGEST:], get("HTTP_USER_AGENT", "")[:LONGEST]
        self._waiting.append((tenant, subject, now, get("REMOTE_ADDR", ""), forwarded, agent))

    def start(self) -> None:
        """Deliver from now on, in a thread of its own."""
        if self._started:
            return
        with self._lock:
            if not self._started:
                self._started = True
                threading.Thread(target=self._run, name="audience", daemon=True).start()

    def deliver(self) -> int:
        """Hand the waiting notes on as visits; gives how many there were."""
        notes = self._taken()
        visits: Counter[Visit] = Counter()
        try:
            for note, times in notes.items():
                if device := device_of(note.agent):
                    visits[self._visit(note, device)] += times
        except RedisUnavailable:
            return 0
        for hook in self._hooks if visits else ():
            _told(hook, visits)
        return notes.total()

    def _taken(self) -> Counter[Note]:
        offset = time.time() - time.monotonic()
        notes: Counter[Note] = Counter()
        with suppress(IndexError):  # another delivery has taken the rest
            for _number in range(len(self._waiting)):
                tenant, subject, now, *who = self._waiting.popleft()
                notes[Note(tenant, subject, int((now + offset) // QUARTER), *who)] += 1
        return notes

    def _visit(self, note: Note, device: str) -> Visit:
        moment = datetime.fromtimestamp(note.quarter * QUARTER, UTC)
        day = moment.astimezone(ZoneInfo(note.tenant.timezone)).date()
        salt = self._salts.of(day, note.tenant.timezone)
        block = address_block(address_in({"REMOTE_ADDR": note.peer, "HTTP_X_FORWARDED_FOR": note.forwarded}))
        return Visit(note.tenant, day, visitor_number(salt, note.tenant.code, block, note.agent), device, note.subject)

    def _run(self) -> None:
        since = time.monotonic()
        while True:
            time.sleep(DELIVERY_SECONDS)
            self.deliver()
            traffic.gather()
            if (passed := time.monotonic() - since) >= LOG_SECONDS:
                traffic.write(round(passed))
                since = time.monotonic()


def is_read(path: str, content_type: str) -> bool:
    """Whether what is answered there is a page of the public's, which counts, and not a feed, a file or the office."""
    return content_type.startswith("text/html") and path.strip("/").partition("/")[0] not in settings.UNCOUNTED_SEGMENTS


def _told(hook: Hook, visits: Visits) -> None:
    """One who fails must not keep the others from hearing of it."""
    try:
        hook(visits)
    except RedisUnavailable:
        return
    except Exception:
        logger.exception("visits were not counted by %s.%s", hook.__module__, hook.__qualname__)


audience = Audience()
on_visits = audience.on_visits
