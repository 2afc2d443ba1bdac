"""Whether the demo answers: the platform, every mairie, and a worker."""

import errno
import http.client
import socket
import subprocess
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from config.demo.commands import PING, here
from core.embedded import Refusal

LOOPBACK = "127.0.0.1"
PLATFORM_PATH = "/readyz"
MAIRIE_PATH = "/api/v1/publications/"


def require_free(port: int) -> None:
    """Refuse, in one line, a port that something listens on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            reason = "est déjà pris" if error.errno == errno.EADDRINUSE else f"est refusé ({error.strerror})"
            raise Refusal(f"le port {port} {reason} ; choisissez-en un autre : PORT={port + 1} make demo") from error


def has_ipv6_loopback(port: int) -> bool:
    """Whether [::1]:port can be served as well."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("::1", port))
    except OSError:
        return False
    return True


def answers(port: int, host: str, path: str) -> bool:
    """Whether the host answers at `path`: an error of the server or an unknown host is no answer."""
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return status < 500 and status != 404


def worker_answers(environment: Mapping[str, str], cwd: Path) -> bool:
    """Whether a worker takes part."""
    ping = subprocess.run(here(*PING), env=dict(environment), cwd=cwd, capture_output=True, check=False)
    return ping.returncode == 0


def checks(port: int, platform_host: str, hosts: list[str]) -> dict[str, Callable[[], bool]]:
    """What has to answer over HTTP, by the name people are told."""
    asked = {platform_host: PLATFORM_PATH, **dict.fromkeys(hosts, MAIRIE_PATH)}
    return {host: partial(answers, port, host, path) for host, path in asked.items()}
