"""A connection to the broker that is gone takes its unacknowledged messages with it, and nothing else."""

import pytest
from kombu import Connection
from kombu.transport import redis

from config import broker


@pytest.fixture
def channel(settings):
    broker.install()
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
