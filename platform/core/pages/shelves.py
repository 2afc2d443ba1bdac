"""Rendered pages of this process: a shelf for each mairie, all of them within one budget of bytes.

Reading takes no lock. A page that is read gets a second chance when room is needed, so that pages nobody comes back to
(a flood of query strings) push out each other and not the ones that are read.
"""

import threading
import time
from collections import OrderedDict
from concurrent.futures import Future
from typing import Any

from django.conf import settings

from core.tenancy import Tenant
from core.tenancy.directory import directory

Key = tuple[str, str]  # path and query, as core.pages.queries writes it
BLIND_SECONDS = 3.0  # what a page lives while nobody can say whether it has changed
PAUSE_SECONDS = 2.0  # from one try to make a page anew until the next, while that fails
LARGEST_SHARE = 20  # a page that would take more than a twentieth of the room is not kept
OVERHEAD = 2_000  # bytes of a page besides its bodies, roughly


class Page:
    """An answer that is the same for everybody until `until` (of the monotonic clock).

    It may be shown until `ends` where no other can be made.
    """

    __slots__ = ("answers", "bodies", "ends", "headers", "is_read", "key", "stored", "subject", "until", "used")

    def __init__(
        self,
        *,
        bodies: dict[str, bytes],
        headers: dict[str, str],
        until: float,
        ends: float = 0.0,
        subject: str = "",
        is_read: bool = True,
    ) -> None:
        self.key: Key = ("", "")
        self.bodies, self.headers = bodies, headers
        self.stored, self.until, self.ends = time.monotonic(), until, ends
        self.subject, self.is_read = subject, is_read  # for those who count readers
        self.used = False
        self.answers: dict[str, Any] = {}  # what the front layer sends, once it has seen the whole headers

    @property
    def size(self) -> int:
        return OVERHEAD + sum(len(body) for body in self.bodies.values())


class Shelf:
    """The pages of one mairie since its last change; `checked` is the directory's generation that knew its host."""

    __slots__ = ("checked", "flights", "pages", "parameters", "tenant")

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.checked = -1
        self.pages: dict[Key, Page] = {}
        self.parameters: dict[str, tuple[str, ...]] = {}  # path → those of the query that its pages vary on
        self.flights: dict[Key, Future[Page | None]] = {}  # what is being rendered now


class Shelves:
    """All shelves of the process, by host."""

    def __init__(self) -> None:
        self.blind = True  # until Redis has been asked once, and while it does not answer
        self.by_host: dict[str, Shelf] = {}
        self._hosts: dict[str, str] = {}
        self._order: OrderedDict[Page, Shelf] = OrderedDict()
        self._size = 0
        self._lock = threading.RLock()

    def shelf(self, tenant: Tenant) -> Shelf:
        """The mairie's shelf; a new one when anything about the mairie is not as it was."""
        generation = directory.generation
        found = self.by_host.get(tenant.host)
        if found is None or found.tenant != tenant:
            with self._lock:
                self.forget(tenant.code)
                found = self.by_host[tenant.host] = Shelf(tenant)
                self._hosts[tenant.code] = tenant.host
        if found.checked != generation and _still_served(tenant):
            found.checked = generation
        return found

    def find(self, shelf: Shelf, key: Key, now: float) -> Page | None:
        """The page, as long as it may be shown."""
        page = shelf.pages.get(key)
        if page is None or now >= page.until or (self.blind and now >= page.stored + BLIND_SECONDS):
            return None
        page.used = True
        return page

    def former(self, shelf: Shelf, key: Key) -> Page | None:
        """A page past its time, for when none can be made: nothing of its mairie that was announced has changed it."""
        page, now = shelf.pages.get(key), time.monotonic()
        if page is None or self.blind or now >= page.ends:
            return None
        page.until = min(page.ends, now + PAUSE_SECONDS)
        return page

    def put(self, shelf: Shelf, key: Key, page: Page, parameters: tuple[str, ...]) -> None:
        """Keep the page, unless its shelf has been emptied since it was begun."""
        page.key = key
        if page.size > settings.PAGE_CACHE_BYTES // LARGEST_SHARE:
            return
        with self._lock:
            if self.by_host.get(shelf.tenant.host) is not shelf:
                return
            self._drop(shelf.pages.get(key))
            shelf.pages[key], shelf.parameters[key[0]] = page, parameters
            self._order[page] = shelf
            self._size += page.size
            self._make_room()

    def forget(self, code: str) -> None:
        """Drop the mairie's pages, also those being rendered: they may show what was before."""
        with self._lock:
            shelf = self.by_host.pop(self._hosts.pop(code, ""), None)
            for page in list(shelf.pages.values()) if shelf else []:
                self._drop(page)

    def clear(self) -> None:
        with self._lock:
            self.by_host.clear()
            self._hosts.clear()
            self._order.clear()
            self._size = 0

    @property
    def size(self) -> int:
        """Bytes kept, roughly."""
        return self._size

    def _make_room(self) -> None:
        while self._size > settings.PAGE_CACHE_BYTES and self._order:
            page, shelf = self._order.popitem(last=False)
            if page.used:
                page.used = False
                self._order[page] = shelf
            else:
                self._order[page] = shelf
                self._drop(page)

    def _drop(self, page: Page | None) -> None:
        shelf = self._order.pop(page, None) if page else None
        if page and shelf:
            shelf.pages.pop(page.key, None)
            shelf.parameters.pop(page.key[0], None)
            self._size -= page.size


def _still_served(tenant: Tenant) -> bool:
    entry = directory.by_host(tenant.host)
    return bool(entry and entry.redirect_to is None and entry.tenant == tenant and tenant.state == "active")


shelves = Shelves()
