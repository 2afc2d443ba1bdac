"""The shared Redis connection: short time-outs, one exception, and a pause after a failure.

A dead Redis must not slow every request, so after a failure callers are refused at once for a moment.
"""

import time
from typing import Any

import redis
from django.conf import settings

PAUSE_SECONDS = 2.0


class RedisUnavailable(Exception):
    """Redis did not answer, or has just failed to."""


class Client:
    """A thin guard over redis-py: attribute access gives its commands, any connection failure RedisUnavailable."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5, retry=None)
        self._paused_until = 0.0

    def __getattr__(self, command: str) -> Any:
        method = getattr(self._redis, command)

        def guarded(*args: Any, **kwargs: Any) -> Any:
            if time.monotonic() < self._paused_until:
                raise RedisUnavailable
            try:
                return method(*args, **kwargs)
            except (redis.ConnectionError, redis.TimeoutError, redis.BusyLoadingError) as error:
                self._paused_until = time.monotonic() + PAUSE_SECONDS
                raise RedisUnavailable from error

        return guarded


_clients: dict[str, Client] = {}


def client() -> Client:
    """The process's client for REDIS_URL."""
    url = settings.REDIS_URL
    if url not in _clients:
        _clients[url] = Client(url)
    return _clients[url]
