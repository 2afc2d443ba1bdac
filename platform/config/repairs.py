"""Two repairs of Celery's parts: a lost connection must not end a worker, nor a lost answer hold up its end."""

from typing import Any

from billiard import pool
from kombu.transport import redis

# What a child process that ends waits, in tenths of a second, until its parent has read all its answers. A parent that
# ends has stopped reading those of work it had just handed out, so the 30 s of billiard would pass for nothing: what
# an answer says is in the database already.
TENTHS_AWAITING_PARENT = 20


class QoS(redis.QoS):
    """Drops what was not acknowledged when its connection is gone.

    kombu tries to give such messages back, or to acknowledge them, on a connection that has been taken apart: the
    AttributeError that follows ends the whole worker. Nothing is lost: the claim in the message runs out.
    """

    def restore_unacked(self, client: Any = None) -> Any:
        return self._delivered.clear() if self._is_cut_off() else super().restore_unacked(client)

    def ack(self, delivery_tag: str) -> None:
        if not self._is_cut_off():
            super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:  # noqa: FBT001, FBT002 - the parent's signature
        if not self._is_cut_off():
            super().reject(delivery_tag, requeue=requeue)

    def _is_cut_off(self) -> bool:
        transport = self.channel.connection
        return transport is None or transport.client is None


def install() -> None:
    """Have every Redis channel and every pool of this process use them."""
    redis.Channel.QoS = QoS
    pool.GUARANTEE_MESSAGE_CONSUMPTION_RETRY_LIMIT = TENTHS_AWAITING_PARENT
