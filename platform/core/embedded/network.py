"""Start a server on a port of 127.0.0.1 that nobody else uses."""

import socket
import time
from collections.abc import Callable

from core.embedded.errors import Refusal
from core.embedded.processes import Child

PORT_ATTEMPTS = 5
PORT_TAKEN = "Address already in use"


def start_on_free_port(spawn: Callable[[int], Child], answers: Callable[[], bool], *, seconds: float) -> Child:
    """Spawn and wait until it answers; on another port when the one that was free is taken meanwhile."""
    for _attempt in range(PORT_ATTEMPTS):
        child = spawn(free_port())
        if _ready(child, answers, seconds):
            return child
        child.stop()
        if PORT_TAKEN not in child.tail():
            break
    raise Refusal(f"{child.name} ne démarre pas :\n{child.tail()}")


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready(child: Child, answers: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while child.alive() and time.monotonic() < deadline:
        if answers():
            return True
        time.sleep(0.05)
    return False
