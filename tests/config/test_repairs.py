"""A connection that is gone takes its unacknowledged messages with it only; no child outstays its parent."""

from types import SimpleNamespace

import pytest
from billiard import pool
from kombu import Connection
from kombu.transport import redis

from config import repairs


@pytest.fixture
def channel(settings):
    repairs.install()
    with Connection(settings.REDIS_URL) as connection:
        yield connection.channel()


def with_message(channel):
    message = channel.Message({"body": "", "properties": {"delivery_tag": "1", "delivery_info": {}}}, channel=channel)
    message.delivery_info = {"exchange": "", "routing_key": "jobs"}
    channel.qos.append(message, "1")


def cut_off(channel):
    channel.connection.client = None
    channel._pool = channel._async_pool = None


def test_messages_of_a_living_connection_are_given_back(channel):
    with_message(channel)
    channel.qos.restore_unacked_once()
    assert channel.client.hlen(channel.unacked_key) == 0


def test_messages_of_a_connection_that_is_gone_are_let_go(channel):
    with_message(channel)
    cut_off(channel)
    channel.qos.ack("1")
    channel.qos.reject("1", requeue=True)
    channel.qos.restore_unacked_once()
    assert not channel.qos._delivered


def test_kombu_still_needs_the_repair(channel):
    """Given the transport without it, what the worker does after losing its broker is an error."""
    qos = redis.QoS(channel)
    channel._qos = qos
    with_message(channel)
    cut_off(channel)
    with pytest.raises(AttributeError, match="hostname"):
        qos.restore_unacked_once()
    qos._delivered.clear()


def test_a_child_that_ends_waits_moments_for_answers_that_its_parent_no_longer_reads(monkeypatch):
    repairs.install()
    waits = []
    monkeypatch.setattr(pool.time, "sleep", waits.append)
    child = SimpleNamespace(on_ready_counter=SimpleNamespace(value=0))
    assert not pool.Worker._ensure_messages_consumed(child, completed=1)
    assert sum(waits) == pytest.approx(2)
