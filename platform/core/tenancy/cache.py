"""Django's cache, one key space per mairie, that forgets instead of failing when Redis is down."""

from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.redis import RedisCache

from core.tenancy.context import current


def make_key(key: str, key_prefix: str, version: int) -> str:
    """Prefix `key` with the mairie being served, `-` outside any."""
    tenant = current()
    return f"{key_prefix}:{tenant.code if tenant else '-'}:{version}:{key}"


def _forgiving(name: str, when_down: Any) -> Callable[..., Any]:
    def method(self: RedisCache, *args: Any, **kwargs: Any) -> Any:
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (redis.ConnectionError, redis.TimeoutError):
            return when_down(*args, **kwargs)

    return method


class FailOpenRedisCache(RedisCache):
    """A cache miss is never an error: without Redis every read misses and every write is lost."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})

    get = _forgiving("get", lambda key, default=None, version=None: default)
    get_many = _forgiving("get_many", lambda keys, version=None: {})
    set = _forgiving("set", lambda *args, **kwargs: None)
    set_many = _forgiving("set_many", lambda data, *args, **kwargs: list(data))
    add = _forgiving("add", lambda *args, **kwargs: True)
    delete = _forgiving("delete", lambda *args, **kwargs: False)
    delete_many = _forgiving("delete_many", lambda *args, **kwargs: None)
    touch = _forgiving("touch", lambda *args, **kwargs: False)
