"""The authenticated list of 20 publications over HTTP, against the usual way done well, in one run.

    python -m core.embedded -- python -m tests.benchmarks.publications [SECONDS]

Same database, same rows, same server with the same flags, the same JSON; turns alternate and medians count.
Prints a Markdown table.
"""

import os
import statistics
import sys
from contextlib import ExitStack
from typing import NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import orjson  # noqa: E402 - Django first
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from core.tenancy import mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from shared_apps.municipalities.models import Domain  # noqa: E402
from tests.benchmarks.load import fetch, measure  # noqa: E402
from tests.benchmarks.publications.rows import fill  # noqa: E402
from tests.benchmarks.servers import Server, serving  # noqa: E402
from tests.databases import throw_away_database  # noqa: E402
from tests.factories import open_session  # noqa: E402

DATABASE = "bench_publications"
CODE = "91272"
OURS, USUAL = "this platform", "the usual way"
APPLICATIONS = {OURS: "config.wsgi:application", USUAL: "tests.benchmarks.publications.baseline.wsgi:application"}
PATH = "/api/v1/publications/"
ROUNDS, CONNECTIONS = 10, 4


class Turn(NamedTuple):
    """What one server did in one turn."""

    per_second: float
    median_ms: float
    cpu_ms: float


def main(seconds: float) -> None:
    with throw_away_database(DATABASE) as url:
        request = prepared()
        environment = {
            "DATABASE_URL": url,
            "ECMS_SECRET_KEY": settings.SECRET_KEY,
            "ECMS_RATE_AUTHENTICATED": str(10**9),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        with ExitStack() as stack:
            servers = {
                name: stack.enter_context(serving(application, environment=environment, request=request))
                for name, application in APPLICATIONS.items()
            }
            require_same_answer([fetch(port=server.port, request=request) for server in servers.values()])
            report(compared(servers, request, seconds))


def prepared() -> bytes:
    """Make the mairie and its rows; gives the request that both servers are sent."""
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    call_command("load_register", verbosity=0)
    call_command("provision", CODE, mayor_email="maire@exemple.fr", verbosity=0)
    tenant = directory.by_code(CODE)
    if tenant is None:
        raise LookupError(CODE)
    with mairie_context(tenant):
        token = open_session(fill())
    # The usual way looks hosts up whole; here a mairie's subdomain is stored as its label.
    Domain.objects.create(domain=tenant.host, tenant_id=tenant.id, kind=Domain.Kind.SUBDOMAIN)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connections.close_all()
    lines = [f"GET {PATH} HTTP/1.1", f"Host: {tenant.host}", f"Authorization: Bearer {token}", "", ""]
    return "\r\n".join(lines).encode()


def require_same_answer(answers: list[bytes]) -> None:
    """The comparison is only worth something between equals; links to other pages may be written differently."""
    ours, usual = (orjson.loads(answer) for answer in answers)
    if (ours["count"], ours["results"]) != (usual["count"], usual["results"]):
        raise AssertionError("the two ways answer differently")


def compared(servers: dict[str, Server], request: bytes, seconds: float) -> list[dict[str, Turn]]:
    """Rounds in which each server has its turn, so that what else the machine does falls on both."""
    rounds = [
        {name: turn(server, request, seconds) for name, server in servers.items()} for _round in range(ROUNDS + 1)
    ]
    return rounds[1:]  # the first one warms up


def turn(server: Server, request: bytes, seconds: float) -> Turn:
    """One measurement of one server."""
    before = server.cpu_seconds()
    load = measure(port=server.port, request=request, seconds=seconds, connections=CONNECTIONS)
    return Turn(load.per_second, load.median_ms, 1000 * (server.cpu_seconds() - before) / (load.per_second * seconds))


def report(rounds: list[dict[str, Turn]]) -> None:
    print("| the list of 20 | requests a second | median answer | server CPU a request |\n| --- | --- | --- | --- |")
    for name in rounds[0]:
        rate, answer, cost = (
            statistics.median(values) for values in zip(*(turns[name] for turns in rounds), strict=True)
        )
        print(f"| {name} | {rate:.0f} | {answer:.1f} ms | {cost:.2f} ms |")
    ratios = sorted(turns[OURS].per_second / turns[USUAL].per_second for turns in rounds)
    middle = statistics.median(ratios)
    print(f"\n{middle:.1f} times the requests a second ({ratios[0]:.1f} to {ratios[-1]:.1f} in {len(ratios)} rounds)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 2.0)
