"""The authenticated list of 20 publications over HTTP, against the usual way done well, in one run.

    python -m core.embedded -- python -m tests.benchmarks.publications [SECONDS]

Same database, same rows, same server with the same flags, the same JSON; turns alternate and the median counts.
Prints a Markdown table.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import orjson  # noqa: E402 - Django first
import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from core.tenancy import mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from shared_apps.municipalities.models import Domain  # noqa: E402
from tests.benchmarks.publications.load import Load, fetch, measure  # noqa: E402
from tests.benchmarks.publications.rows import fill  # noqa: E402
from tests.benchmarks.publications.servers import Server, serving  # noqa: E402
from tests.factories import open_session  # noqa: E402

DATABASE = "bench_publications"
CODE = "91272"
OURS, USUAL = "config.wsgi:application", "tests.benchmarks.publications.baseline.wsgi:application"
PATH = "/api/v1/publications/"
ROUNDS, CONNECTIONS = 5, 4


def main(seconds: float) -> None:
    with throw_away_database() as url:
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
                for name, application in (("this platform", OURS), ("the usual way", USUAL))
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
    """The comparison is only worth something between equals."""
    ours, usual = (orjson.loads(answer) for answer in answers)
    for publication in (*ours["results"], *usual["results"]):
        for address in ("cover_image",):
            publication[address] = urlsplit(publication[address] or "").path.rpartition("/")[2]
    if ours["count"] != usual["count"] or [_plain(row) for row in ours["results"]] != [
        _plain(row) for row in usual["results"]
    ]:
        raise AssertionError("the two ways answer differently")


def _plain(publication: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in publication.items() if key not in {"images", "author"}}


def compared(servers: dict[str, Server], request: bytes, seconds: float) -> dict[str, list[tuple[Load, float]]]:
    """Turns of each server: its load and the processor milliseconds a request cost it."""
    turns: dict[str, list[tuple[Load, float]]] = {name: [] for name in servers}
    for _round in range(ROUNDS + 1):
        for name, server in servers.items():
            before = server.cpu_seconds()
            load = measure(port=server.port, request=request, seconds=seconds, connections=CONNECTIONS)
            cost = (server.cpu_seconds() - before) / (load.per_second * seconds) * 1000
            turns[name].append((load, cost))
    return {name: found[1:] for name, found in turns.items()}  # the first turn warms up


def report(turns: dict[str, list[tuple[Load, float]]]) -> None:
    print("| the list of 20 | requests a second | median answer | server CPU a request |\n| --- | --- | --- | --- |")
    rates = {}
    for name, found in turns.items():
        rates[name] = statistics.median(load.per_second for load, _cost in found)
        answer = statistics.median(load.median_ms for load, _cost in found)
        cost = statistics.median(cost for _load, cost in found)
        print(f"| {name} | {rates[name]:.0f} | {answer:.1f} ms | {cost:.2f} ms |")
    ours, usual = rates.values()
    print(f"\n{ours / usual:.1f} times the requests a second")


@contextmanager
def throw_away_database() -> Iterator[str]:
    admin = psycopg.connect(settings.DATABASE_URL, autocommit=True)
    admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
    admin.execute(f"CREATE DATABASE {DATABASE}")
    connections.settings["default"]["NAME"] = connection.settings_dict["NAME"] = DATABASE
    try:
        yield urlsplit(settings.DATABASE_URL)._replace(path=f"/{DATABASE}").geturl()
    finally:
        connections.close_all()
        admin.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        admin.close()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
