"""Processor time and peak memory of exports with 1,000 and 100,000 rows, against building the same file in memory.

    make bench ARGS=exports

Each file is made in a process of its own, so that its peak is its own. Prints a Markdown table.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

import orjson  # noqa: E402 - Django first
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from xlsxwriter import Workbook  # noqa: E402

from core.tenancy import mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from tenant_apps.exports.archive import complete  # noqa: E402
from tenant_apps.exports.models import Export  # noqa: E402
from tenant_apps.exports.services import content  # noqa: E402
from tenant_apps.exports.sheets.tables import TABLES  # noqa: E402
from tenant_apps.publications.models import Publication  # noqa: E402
from tests import databases  # noqa: E402
from tests.factories import make_user  # noqa: E402

DATABASE = "bench_exports"
CODE = "91272"
SIZES = (1_000, 100_000)
BATCH = 10_000
PRINTED = 1_000


def main() -> None:
    if len(sys.argv) > 1:
        print(orjson.dumps(measure(WAYS[sys.argv[1]])).decode())
        return
    recreate()
    results: dict[str, list[dict[str, float]]] = {name: [] for name in WAYS}
    for size in SIZES:
        fill(size)
        for name in WAYS:
            results[name].append(in_a_process(name))
    print("| file | 1,000 rows | 100,000 rows |\n| --- | --- | --- |")
    for name, (small, large) in results.items():
        print(f"| {name} | {told(small)} | {told(large)} |")


def told(result: dict[str, float]) -> str:
    return f"{result['seconds']:.2f} s, peak {result['peak']:.0f} MB ({result['grown']:+.0f}), {result['size']:.1f} MB"


def in_a_process(name: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.exports", name]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = orjson.loads(output.strip().splitlines()[-1])
    return result


def measure(way: Callable[[Any], object]) -> dict[str, float]:
    """Seconds of this process, its peak, what that grew by since everything was imported, the file: in megabytes."""
    databases.use(DATABASE)
    tenant = directory.by_code(CODE)
    assert tenant is not None
    with mairie_context(tenant), tempfile.TemporaryFile() as target:
        Publication.objects.first()
        before, start = peak(), time.process_time()
        with transaction.atomic():
            way(target)
        seconds = time.process_time() - start
        size = target.seek(0, os.SEEK_END) / 1e6
    return {"seconds": seconds, "peak": peak(), "grown": peak() - before, "size": size}


def peak() -> float:
    """Most memory this process has had, in megabytes; unlike ru_maxrss it knows nothing of the parent's."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def ours(format: str) -> Callable[[Any], object]:
    return lambda target: content.write(export=Export(kind="publications", format=format, parameters={}), target=target)


def printed(target: Any) -> None:
    """As many rows as a PDF may have."""
    last = Publication.objects.order_by("created_at", "id")[PRINTED - 1 : PRINTED].first()
    end = last.created_at.date().isoformat() if last else None
    parameters = {"end_date": end} if end else {}
    content.write(export=Export(kind="publications", format="pdf", parameters=parameters), target=target)


def csv_in_memory(target: Any) -> None:
    sheet = TABLES["publications"].sheet({})
    rows = list(sheet.rows)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(sheet.values(row) for row in rows)
    target.write(text.getvalue().encode())


def xlsx_in_memory(target: Any) -> None:
    sheet = TABLES["publications"].sheet({})
    rows = list(sheet.rows)
    with Workbook(target, {"in_memory": True, "remove_timezone": True}) as book:
        tab = book.add_worksheet()
        for number, row in enumerate(rows):
            tab.write_row(number, 0, [str(value) for value in sheet.values(row)])


WAYS: dict[str, Callable[[Any], object]] = {
    "csv": ours("csv"),
    "xlsx": ours("xlsx"),
    f"pdf (at most {PRINTED:,})": printed,
    "complete archive": lambda target: complete.write(target=target),
    "csv, in memory": csv_in_memory,
    "xlsx, in memory": xlsx_in_memory,
}


def recreate() -> None:
    databases.recreate(DATABASE)
    databases.use(DATABASE)
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    call_command("load_register", verbosity=0)
    call_command("provision", CODE, mayor_email="maire@exemple.fr", verbosity=0)


def fill(size: int) -> None:
    """Bring the mairie to `size` publications, one an hour."""
    tenant = directory.by_code(CODE)
    assert tenant is not None
    with mairie_context(tenant):
        author = make_user(role="mayor")
        first = Publication.objects.count()
        for start in range(first, size, BATCH):
            Publication.objects.bulk_create(_row(number, author) for number in range(start, min(start + BATCH, size)))
    connection.close()


def _row(number: int, author: Any) -> Publication:
    moment = timezone.now() - timedelta(hours=100_000 - number)
    return Publication(
        type="communique" if number % 3 == 0 else "post",
        title=f"Travaux de la place, étape {number}",
        content="Nous avons le plaisir de vous annoncer la suite des travaux de la place. " * 10,
        excerpt="Nous avons le plaisir de vous annoncer la suite des travaux de la place.",
        tags=["travaux", "place"],
        status="published",
        author=author,
        created_at=moment,
        published_at=moment,
        views_count=number,
    )


if __name__ == "__main__":
    main()
