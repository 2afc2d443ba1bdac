"""Requests a second of a running server, by wrk where it is installed."""

import re
import shutil
import subprocess
from typing import NamedTuple

from tests.benchmarks.load import measure
from tests.benchmarks.servers import Server

CONNECTIONS = 16
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


class Turn(NamedTuple):
    """What one server did in one turn."""

    per_second: float
    cpu_microseconds: float


def turn(server: Server, headers: dict[str, str], seconds: float) -> Turn:
    """One measurement of the home page."""
    before = server.cpu_seconds()
    per_second = _requests_a_second(server.port, headers, seconds)
    return Turn(per_second, 1e6 * (server.cpu_seconds() - before) / (per_second * seconds))


def _requests_a_second(port: int, headers: dict[str, str], seconds: float) -> float:
    """Anything but 200 is an error."""
    if wrk := shutil.which("wrk"):
        return _by_wrk(wrk, port, headers, seconds)
    lines = ["GET / HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return measure(
        port=port, request="\r\n".join(lines).encode(), seconds=seconds, connections=CONNECTIONS // 4
    ).per_second


def _by_wrk(wrk: str, port: int, headers: dict[str, str], seconds: float) -> float:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [wrk, "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds:.0f}s", *given]
    told = subprocess.run([*command, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout
    found = RATE.search(told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    return float(found[1])
