"""The home page of a mairie's site, in one run: warm against a bare application, cold, and what it weighs.

    python -m core.embedded -- python -m tests.benchmarks.website [SECONDS]

Production's settings, the same server with the same flags for both, the same bytes; turns alternate and medians count.
Prints Markdown.
"""

import http.client
import logging
import os
import secrets
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

HOME = tempfile.TemporaryDirectory(prefix="bench-website-")
os.environ.update(
    {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ECMS_ENV": "production",
        "ECMS_SECRET_KEY": secrets.token_hex(32),
        "ECMS_BASE_DOMAIN": "localhost",
        "ECMS_HTTPS": "off",
        "ECMS_HOME": HOME.name,
        "ECMS_LOG_FORMAT": "text",
    }
)

import django  # noqa: E402 - the environment first

django.setup()
logging.disable(logging.INFO)

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from tests.benchmarks.servers import Server, serving  # noqa: E402
from tests.benchmarks.website import cold, warm, weight  # noqa: E402
from tests.benchmarks.website.mairie import prepared  # noqa: E402
from tests.databases import throw_away_database  # noqa: E402

OURS, BARE = "this platform", "a bare WSGI application"
APPLICATIONS = {OURS: "config.wsgi:application", BARE: "tests.benchmarks.website.bare:application"}
ROUNDS = 5
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def main(seconds: int) -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    with throw_away_database("bench_website") as url, ExitStack() as stack:
        host = prepared().host
        headers = {"Host": host, "Accept-Encoding": "gzip, deflate, br", "User-Agent": AGENT}
        rendering = cold.measured(host)
        connections.close_all()
        environment = {"DATABASE_URL": url, "BENCH_BODY": f"{HOME.name}/body"}
        lines = [f"{name}: {value}" for name, value in headers.items()]
        request = "\r\n".join(["GET / HTTP/1.1", *lines, "", ""]).encode()
        ours = stack.enter_context(serving(APPLICATIONS[OURS], environment=environment, request=request))
        Path(environment["BENCH_BODY"]).write_bytes(body(ours, headers))
        bare = stack.enter_context(serving(APPLICATIONS[BARE], environment=environment, request=request))
        if body(bare, headers) != body(ours, headers):
            raise AssertionError("the two answer differently")
        weighed = weight.weighed(port=ours.port, host=host)
        rounds = compared({OURS: ours, BARE: bare}, headers, seconds)
    report(rounds, rendering, weighed)


def body(server: Server, headers: dict[str, str]) -> bytes:
    """The home page as it is sent."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", "/", headers={**headers, "Connection": "close"})
    return connection.getresponse().read()


def compared(servers: dict[str, Server], headers: dict[str, str], seconds: float) -> list[dict[str, warm.Turn]]:
    """Rounds in which each server has its turn, so that what else the machine does falls on both."""
    rounds = [
        {name: warm.turn(server, headers, seconds) for name, server in servers.items()} for _round in range(ROUNDS + 1)
    ]
    return rounds[1:]  # the first one warms up


def report(rounds: list[dict[str, warm.Turn]], rendering: cold.Cold, weighed: weight.Weight) -> None:
    print("| the warm home page | requests a second | server CPU a request |\n| --- | --- | --- |")
    for name in rounds[0]:
        rate, cost = (statistics.median(values) for values in zip(*(turns[name] for turns in rounds), strict=True))
        print(f"| {name} | {rate:.0f} | {cost:.0f} µs |")
    ratios = sorted(turns[OURS].per_second / turns[BARE].per_second for turns in rounds)
    print(
        f"\n{statistics.median(ratios):.2f} of the bare one's ({ratios[0]:.2f} to {ratios[-1]:.2f} in {ROUNDS} rounds)."
    )
    print(
        f"\nCold: {rendering.queries} queries, {rendering.median_ms:.1f} ms (the fastest {rendering.fastest_ms:.1f})."
    )
    parts = ", ".join(f"{path} {size:,}" for path, size in weighed.files.items())
    print(f"Transferred without images: {weighed.total:,} bytes ({parts}).")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
