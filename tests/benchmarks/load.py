"""A load generator that costs little: blocking sockets, one thread a connection, one request after the other."""

import socket
import statistics
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What was measured: requests a second, and the median answer in milliseconds."""

    per_second: float
    median_ms: float


def measure(*, port: int, request: bytes, seconds: float, connections: int) -> Load:
    """Send `request` on every connection until the time is over; any answer but 200 is an error."""
    times: list[float] = []
    failures: list[BaseException] = []
    until = time.perf_counter() + seconds

    def worker() -> None:
        try:
            times.extend(_repeat(port, request, until))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=worker) for _number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return Load(len(times) / seconds, statistics.median(times) * 1000)


def fetch(*, port: int, request: bytes) -> bytes:
    """The body of one answer."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        return _exchange(connection, request)


def _repeat(port: int, request: bytes, until: float) -> list[float]:
    times: list[float] = []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        while (begun := time.perf_counter()) < until:
            _exchange(connection, request)
            times.append(time.perf_counter() - begun)
    return times


def _exchange(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    head, body = b"", b""
    while not body and b"\r\n\r\n" not in head:
        received = connection.recv(1 << 18)
        if not received:
            raise ConnectionError("the server closed the connection")
        head += received
    head, _separator, body = head.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{head.decode()}\n{body[:500].decode()}")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
    parts = [body]
    missing = length - len(body)
    while missing > 0:
        parts.append(connection.recv(1 << 18))
        missing -= len(parts[-1])
    return b"".join(parts)
