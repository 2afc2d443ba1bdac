"""Requests a second of a running server, by wrk where it is installed."""

import re
import shutil
import subprocess

from tests.benchmarks.load import measure

CONNECTIONS = 16
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


def requests_a_second(*, port: int, headers: dict[str, str], seconds: float) -> float:
    """Of the home page; anything but 200 is an error."""
    if wrk := shutil.which("wrk"):
        return _by_wrk(wrk, port, headers, seconds)
    lines = ["GET / HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
    return measure(
        port=port, request="\r\n".join(lines).encode(), seconds=seconds, connections=CONNECTIONS // 4
    ).per_second


def _by_wrk(wrk: str, port: int, headers: dict[str, str], seconds: float) -> float:
    given = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = [wrk, "-t", "1", "-c", str(CONNECTIONS), "-d", f"{max(1, round(seconds))}s", *given]
    told = subprocess.run([*command, f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout
    found = RATE.search(told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    return float(found[1])
