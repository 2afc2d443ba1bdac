"""The relay from ::1: every connection comes to its end, whatever listens behind it."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from config.demo import loopback
from core.embedded.network import free_port

pytestmark = pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 here")


def asked_through_relay(request: bytes, *, port: int) -> bytes:
    """Send `request` and the end of sending to ::1; answer all that comes back."""

    async def ask() -> bytes:
        relay = asyncio.create_task(loopback.serve(port))
        try:
            reader, writer = await connected(port)
            writer.write(request)
            writer.write_eof()
            answer = await asyncio.wait_for(reader.read(), timeout=20)
            writer.close()
            return answer
        finally:
            relay.cancel()

    async def connected(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for _attempt in range(200):
            with suppress(ConnectionRefusedError):
                return await asyncio.open_connection("::1", port)
            await asyncio.sleep(0.05)
        raise AssertionError("the relay does not listen")

    # In a thread of its own: the tests' main one has a loop that runs once a browser has been started.
    with ThreadPoolExecutor() as pool:
        return pool.submit(asyncio.run, ask()).result()


def test_a_client_is_hung_up_on_when_nothing_listens_behind_the_relay():
    with suppress(ConnectionResetError):
        assert asked_through_relay(b"GET / HTTP/1.1\r\n\r\n", port=free_port()) == b""


def test_an_answer_reaches_a_client_that_has_said_all_it_has_to_say():
    def answer(server: socket.socket) -> None:
        client, _address = server.accept()
        with client:
            while client.recv(100):
                pass
            client.sendall(b"all of it")

    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor() as pool:
        server.settimeout(20)
        pool.submit(answer, server)
        assert asked_through_relay(b"hello", port=server.getsockname()[1]) == b"all of it"
