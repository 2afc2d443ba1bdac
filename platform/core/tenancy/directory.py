"""Host or code → mairie without SQL when warm: a small, short-lived cache in every process.

An operator's change bumps a version in Redis; each process compares it at most once a second, so a change is seen
everywhere within a second. With Redis down the time limit of an entry (TENANT_CACHE_SECONDS) is what remains, with the
database down an entry stays.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.module_loading import import_string

from core.redis import RedisUnavailable, client
from core.tenancy.context import Tenant, public_context

VERSION_KEY = "ecms:tenancy:version"
VERSION_CHECK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class HostEntry:
    """A mairie's host: the mairie and, for every host but the primary one, where to redirect."""

    tenant: Tenant
    redirect_to: str | None = None


class Directory:
    """Bounded least-recently-used cache with a time limit; misses are remembered as well."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: OrderedDict[tuple[str, str], tuple[float, Any]] = OrderedDict()
        self._version: bytes | None = None
        self._checked_at = 0.0
        self.generation = 0  # another number: what was learned from this directory has to be asked again

    def by_host(self, host: str) -> HostEntry | None:
        """The mairie served at `host` (lower case, no port), or None."""
        return self._get(("host", host), _loader("ECMS_TENANT_BY_HOST"))

    def by_code(self, code: str) -> Tenant | None:
        """The mairie of the INSEE code, or None."""
        return self._get(("code", code), _loader("ECMS_TENANT_BY_CODE"))

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()
            self._checked_at = 0.0
            self.generation += 1

    def heed(self, version: bytes | None) -> None:
        """Drop everything if `version`, just read from VERSION_KEY, is another than the one known."""
        with self._lock:
            self._checked_at = time.monotonic()
            if version != self._version:
                self._version = version
                self._entries.clear()
                self.generation += 1

    def _get(self, key: tuple[str, str], load: Callable[[str], Any]) -> Any:
        now = time.monotonic()
        self._follow_version(now)
        with self._lock:
            entry = self._entries.get(key)
            if entry and entry[0] > now:
                self._entries.move_to_end(key)
                return entry[1]
            version = self._version
        try:
            with public_context():
                value = load(key[1])
        except (OperationalError, InterfaceError):
            if entry is None:
                raise
            return entry[1]  # past its time, but nobody changes mairies in a database that does not answer
        with self._lock:
            if self._version == version:
                self._entries[key] = (now + settings.TENANT_CACHE_SECONDS, value)
                while len(self._entries) > settings.TENANT_CACHE_SIZE:
                    self._entries.popitem(last=False)
        return value

    def _follow_version(self, now: float) -> None:
        if now - self._checked_at < VERSION_CHECK_SECONDS:
            return
        self._checked_at = now
        try:
            version = client().get(VERSION_KEY)
        except RedisUnavailable:
            return
        self.heed(version)


directory = Directory()


def invalidate() -> None:
    """Drop what every process knows of the mairies, once the current transaction has committed."""
    transaction.on_commit(_bump)


def _bump() -> None:
    directory.clear()
    try:
        client().incr(VERSION_KEY)
    except RedisUnavailable:
        return


@lru_cache(maxsize=4)
def _loader(setting: str) -> Callable[[str], Any]:
    loader: Callable[[str], Any] = import_string(getattr(settings, setting))
    return loader
