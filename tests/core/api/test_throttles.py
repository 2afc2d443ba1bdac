"""Limits hold across processes, and without Redis in each of them."""

import time
from typing import Any

import pytest
import redis
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from core.api import throttles
from core.api.errors import RateLimitedError
from core.api.sliding_window import SCRIPT, LocalWindows
from core.redis import RedisUnavailable, client
from tests.core.api.envelope import error_of

START = 1_700_000_100.0  # the start of a window of 900 s


class Down:
    def __getattr__(self, command: str) -> Any:
        raise RedisUnavailable


@pytest.fixture(params=["redis", "local"])
def clock(request, monkeypatch):
    """Counting in Redis or, while it is down, here; `clock.now` is the time."""
    throttles.local.clear()
    client().flushdb()
    if request.param == "local":
        monkeypatch.setattr(throttles, "client", lambda: Down())

    class Clock:
        now = START

    monkeypatch.setattr(throttles.time, "time", lambda: Clock.now)
    return Clock


def test_a_use_beyond_the_limit_says_how_long_to_wait(clock):
    assert [throttles.hit("login", "jean", 3, 900) for _ in range(3)] == [0, 0, 0]
    waiting = throttles.hit("login", "jean", 3, 900)
    assert 0 < waiting <= 1_800
    clock.now += waiting
    assert throttles.hit("login", "jean", 3, 900) == 0


def test_a_refused_use_is_not_counted(clock):
    for _ in range(3):
        throttles.hit("login", "jean", 3, 900)
    waiting = [throttles.hit("login", "jean", 3, 900) for _ in range(20)]
    assert len(set(waiting)) == 1


def test_the_window_slides(clock):
    clock.now = START + 890
    for _ in range(10):
        assert throttles.hit("login", "jean", 10, 900) == 0
    clock.now = START + 901  # a new window, in which the ten uses are still in sight
    assert throttles.hit("login", "jean", 10, 900) > 0
    clock.now = START + 1_801
    assert throttles.hit("login", "jean", 10, 900) == 0


def test_scopes_and_keys_are_counted_apart(clock):
    assert throttles.hit("login", "jean", 1, 60) == 0
    assert throttles.hit("login", "marie", 1, 60) == 0
    assert throttles.hit("reset", "jean", 1, 60) == 0
    assert throttles.hit("login", "jean", 1, 60) > 0


def test_asking_does_not_count(clock):
    for _ in range(5):
        throttles.require("login", "jean", 1, 60)
    throttles.hit("login", "jean", 1, 60)
    with pytest.raises(RateLimitedError) as refused:
        throttles.require("login", "jean", 1, 60)
    assert int(refused.value.headers["Retry-After"]) > 0


def test_forgetting_starts_again_from_zero(clock):
    throttles.hit("login", "jean", 1, 60)
    throttles.forget("login", "jean")
    assert throttles.hit("login", "jean", 1, 60) == 0


@hypothesis_settings(max_examples=60)
@given(
    limit=st.integers(1, 6),
    period=st.integers(1, 50),
    steps=st.lists(st.tuples(st.integers(0, 30_000), st.sampled_from([0, 1])), max_size=30),
)
def test_redis_and_this_process_count_alike(limit, period, steps):
    here, now = LocalWindows(), 1_700_000_000_000
    client().delete("ecms:rate:twin")
    for step, cost in steps:
        now += step
        there = int(client().eval(SCRIPT, 1, "ecms:rate:twin", limit, period * 1000, now, cost))
        assert here.use("twin", limit, period * 1000, now, cost) == there


def test_the_local_counters_are_bounded():
    windows = LocalWindows(size=3)
    for number in range(10):
        windows.use(str(number), 1, 60_000, 0, 1)
    assert len(windows._states) == 3


def test_keys_hold_no_personal_data():
    client().flushdb()
    throttles.hit("login", "jean@exemple.fr", 5, 60)
    keys = client().keys("ecms:rate:*")
    assert keys
    assert not any(b"jean" in key for key in keys)
    assert all(client().ttl(key) > 0 for key in keys)


def test_a_dead_redis_costs_next_to_nothing(monkeypatch):
    from core.redis import Client

    dead = Client("redis://127.0.0.1:1/0")
    monkeypatch.setattr(throttles, "client", lambda: dead)
    throttles.local.clear()
    started = time.perf_counter()
    answers = [throttles.hit("login", "jean", 100, 60) for _ in range(101)]
    assert answers[99] == 0
    assert answers[100] > 0
    assert time.perf_counter() - started < 1


def test_a_redis_that_refuses_commands_is_as_good_as_none(monkeypatch):
    class Full:
        def __getattr__(self, command: str) -> Any:
            raise redis.ResponseError("OOM command not allowed")

    monkeypatch.setattr(throttles, "client", lambda: Full())
    throttles.local.clear()
    assert throttles.hit("login", "jean", 1, 60) == 0


def test_an_endpoint_over_its_rate_is_429_with_retry_after(call, settings):
    client().flushdb()
    settings.API_RATES = {"anonymous": (100, 60), "narrow": (2, 60)}
    assert [call("GET", "limited/").status_code for _ in range(2)] == [200, 200]
    response = call("GET", "limited/")
    assert error_of(response) == (429, "RATE_LIMITED")
    assert int(response.headers["Retry-After"]) == response.json()["error"]["details"]["retry_after"] > 0
    assert call("GET", "numbers/").status_code == 200


def test_accounts_and_addresses_have_their_own_limits(call, settings):
    client().flushdb()
    settings.API_RATES = {"anonymous": (2, 60), "authenticated": (4, 60)}
    anonymous = [call("GET", "numbers/").status_code for _ in range(3)]
    signed_in = [call("GET", "numbers/", name="citizen").status_code for _ in range(5)]
    assert anonymous == [200, 200, 429]
    assert signed_in == [200, 200, 200, 200, 429]


def test_forged_tokens_count_against_the_address(call, settings):
    client().flushdb()
    settings.API_RATES = {"anonymous": (2, 60)}
    assert [call("GET", "numbers/", name="forged").status_code for _ in range(3)] == [401, 401, 429]
