"""How often: limits counted in Redis for all processes at once, in this process alone while Redis is down.

A sliding window of two counters: what was used in the previous window counts by the part of it that is still in sight.
A refused use is not counted, so that a caller who keeps asking is served again as soon as the window allows.
"""

import hashlib
import time
from typing import Any

import redis
from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request

from core.api.addresses import address_block, client_address
from core.api.errors import RateLimitedError
from core.api.sliding_window import SCRIPT, LocalWindows
from core.redis import RedisUnavailable, client
from core.tenancy import Tenant, current

SCRIPT_SHA = hashlib.sha1(SCRIPT.encode(), usedforsecurity=False).hexdigest()

local = LocalWindows()


def hit(scope: str, key: str, limit: int, period: int, *, everywhere: bool = False) -> int:
    """Count one use; 0 when it is within `limit` per `period` seconds, else the seconds to wait.

    The count belongs to the mairie being served, or to all of them together (`everywhere`); `key` says whose it is (an
    account, an address) and is stored hashed.
    """
    return _use(_name(scope, key, None if everywhere else current()), limit, period, cost=1)


def wait(scope: str, key: str, limit: int, period: int) -> int:
    """What `hit` would answer, without counting."""
    return _use(_name(scope, key, current()), limit, period, cost=0)


def require(scope: str, key: str, limit: int, period: int) -> None:
    """Raise RateLimitedError when no further use is within the limit, without counting one."""
    if seconds := wait(scope, key, limit, period):
        raise RateLimitedError(retry_after=seconds)


def forget(scope: str, key: str) -> None:
    """Start again from zero, as after a successful login."""
    name = _name(scope, key, current())
    local.forget(name)
    try:
        client().delete(name)
    except (RedisUnavailable, redis.RedisError):
        return


def count_request(request: Request | HttpRequest, rate: str) -> None:
    """Count a request against a rate of API_RATES: per account, else per address. Raises RateLimitedError."""
    limit, period = settings.API_RATES.get(rate, (0, 0))
    if not limit:
        return
    if seconds := hit(rate, caller(request), limit, period):
        raise RateLimitedError(retry_after=seconds)


def caller(request: Request | HttpRequest) -> str:
    """Who is counted: the account, or the address (an IPv6 network of /64) of somebody without one."""
    user: Any = getattr(request, "_user" if isinstance(request, Request) else "user", None)
    if user is not None and user.id is not None:
        return f"user:{user.id}"
    django_request = request._request if isinstance(request, Request) else request
    return f"address:{address_block(client_address(django_request))}"


def _use(name: str, limit: int, period: int, *, cost: int) -> int:
    now = int(time.time() * 1000)
    try:
        return _run_script(name, limit, period * 1000, now, cost)
    except (RedisUnavailable, redis.RedisError):
        return local.use(name, limit, period * 1000, now, cost)


def _run_script(name: str, *arguments: int) -> int:
    try:
        return int(client().evalsha(SCRIPT_SHA, 1, name, *arguments))
    except redis.exceptions.NoScriptError:
        return int(client().eval(SCRIPT, 1, name, *arguments))


def _name(scope: str, key: str, tenant: Tenant | None) -> str:
    digest = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
    return f"ecms:rate:{scope}:{tenant.code if tenant else '-'}:{digest}"
