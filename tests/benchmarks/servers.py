"""Granian processes serving one application each, all started in the same way."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from tests.benchmarks.load import fetch

FLAGS = ("--interface", "wsgi", "--no-ws", "--workers", "2", "--blocking-threads", "1", "--log-level", "error")


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    process: psutil.Process

    def cpu_seconds(self) -> float:
        """Processor time that the server and its workers have used."""
        family = [self.process, *self.process.children(recursive=True)]
        return sum(sum(one.cpu_times()[:2]) for one in family)


@contextmanager
def serving(application: str, *, environment: dict[str, str], request: bytes) -> Iterator[Server]:
    """Serve until the end of the block; yields once `request` is answered."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", *FLAGS, "--port", str(port), application]
    process = subprocess.Popen(command, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        _wait(port, request)
        yield Server(port, psutil.Process(process.pid))
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait(port: int, request: bytes) -> None:
    for _attempt in range(200):
        try:
            fetch(port=port, request=request)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
