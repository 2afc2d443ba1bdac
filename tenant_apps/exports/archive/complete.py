"""The complete export of a mairie: every table as CSV and JSON, every file, a manifest and how to read it all."""

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any

import orjson
from django.template.loader import render_to_string
from django.utils import timezone

from core.tenancy import require
from core.tenancy.clock import local_zone
from core.tenancy.schemas.plan import target_version
from core.tenancy.storage import storage
from tenant_apps.exports.archive.snapshot import Snapshot, Table, snapshot
from tenant_apps.exports.archive.zips import Archive, Passing
from tenant_apps.exports.writers.cells import neutralised

FORMAT_VERSION = 1
# Exports are made out of the rest; one inside the other would grow each time.
LEFT_OUT = "private/exports/"
BUFFER = 64 * 1024
README, MANIFEST, SUMS = "LISEZMOI.txt", "manifest.json", "SHA256SUMS"


def write(*, target: IO[bytes]) -> int:
    """Write the archive of the mairie one is in and give the number of its rows."""
    moment = timezone.now()
    with Archive(target, moment.astimezone(local_zone())) as archive, tempfile.TemporaryFile() as notes:
        with snapshot() as seen:
            tables = [_write_table(archive, seen, table) for table in seen.tables()]
        counts = _write_files(archive, notes)
        rows = sum(table["rows"] for table in tables)
        about = _about(moment, tables=len(tables), rows=rows, **counts)
        manifest = _write_manifest(archive, {**about, "tables": tables}, notes)
        readme = archive.text(
            README, render_to_string("exports/lisezmoi.txt", {**about, "moment": moment, "zone": local_zone()})
        )
        described = [table[form] for table in tables for form in ("json", "csv")]
        _write_sums(archive, [*described, _described(MANIFEST, manifest), _described(README, readme)], notes)
    return rows


def _about(moment: Any, **counts: int) -> dict[str, Any]:
    tenant = require()
    return {
        "format": FORMAT_VERSION,
        "municipality": {"code": tenant.code, "name": tenant.name, "host": tenant.host, "timezone": tenant.timezone},
        "exported_at": moment.isoformat(),
        "schema_version": target_version(),
        "counts": counts,
    }


def _write_table(archive: Archive, seen: Snapshot, table: Table) -> dict[str, Any]:
    """Both forms of a table, and what the manifest says of it."""
    files = {}
    with archive.entry(f"tables/{table.name}.json") as entry:
        rows = _write_objects(entry, seen.objects(table))
    files["json"] = _described(f"tables/{table.name}.json", entry)
    with archive.entry(f"tables/{table.name}.csv") as entry:
        _write_texts(entry, table, seen.texts(table))
    files["csv"] = _described(f"tables/{table.name}.csv", entry)
    return {
        "name": table.name,
        "rows": rows,
        "columns": list(table.columns),
        "left_out": list(table.secret),
        "derived": list(table.derived),
        **files,
    }


def _write_objects(entry: Passing, objects: Iterator[str]) -> int:
    """A JSON list with one row a line, so that programs can read it line by line too."""
    count, buffered = 0, io.BufferedWriter(entry, BUFFER)
    buffered.write(b"[")
    for text in objects:
        buffered.write((",\n" if count else "\n").encode() + text.encode())
        count += 1
    buffered.write(b"\n]\n")
    buffered.detach()
    return count


def _write_texts(entry: Passing, table: Table, rows: Iterator[Sequence[str | None]]) -> None:
    buffered = io.BufferedWriter(entry, BUFFER)
    text = io.TextIOWrapper(buffered, encoding="utf-8-sig", newline="")
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow(table.columns)
    is_text = [column not in table.numeric for column in table.columns]
    for row in rows:
        lines.writerow(
            neutralised(value) if value and could_run else value for value, could_run in zip(row, is_text, strict=True)
        )
    text.flush()
    text.detach()
    buffered.detach()


def _write_files(archive: Archive, notes: IO[bytes]) -> dict[str, int]:
    """Every file of the mairie's storage; what the manifest says of each goes to `notes`, one a line."""
    counts = {"files": 0, "bytes": 0, "absent": 0}
    for name, _modified in storage.walk():
        if name.startswith(LEFT_OUT):
            continue
        note = _write_file(archive, name)
        counts["files" if "size" in note else "absent"] += 1
        counts["bytes"] += note.get("size", 0)
        notes.write(orjson.dumps(note) + b"\n")
    return counts


def _write_file(archive: Archive, name: str) -> dict[str, Any]:
    path = f"fichiers/{name}"
    try:
        size = storage.size(name)
    except FileNotFoundError:
        return {"name": name, "absent": True}  # deleted since it was listed
    with archive.entry(path) as entry:
        for chunk in storage.read(name, 0, size):
            entry.write(chunk)
    return {"name": name, **_described(path, entry)}


def _write_manifest(archive: Archive, about: dict[str, Any], notes: IO[bytes]) -> Passing:
    """One JSON object; the list of files is copied into it line by line."""
    with archive.entry(MANIFEST) as entry:
        entry.write(orjson.dumps(about, option=orjson.OPT_INDENT_2).removesuffix(b"\n}") + b',\n  "files": [')
        notes.seek(0)
        for number, line in enumerate(notes):
            entry.write((b"," if number else b"") + b"\n    " + line.rstrip(b"\n"))
        entry.write(b"\n  ]\n}\n")
    return entry


def _write_sums(archive: Archive, described: Iterable[Mapping[str, Any]], notes: IO[bytes]) -> None:
    """What `sha256sum -c` reads, so that one command checks every file."""
    notes.seek(0)
    with archive.entry(SUMS) as entry:
        for file in chain(described, map(orjson.loads, notes)):
            if "sha256" in file:
                entry.write(f"{file['sha256']}  {file['path']}\n".encode())


def _described(path: str, entry: Passing) -> dict[str, Any]:
    return {"path": path, "size": entry.size, "sha256": entry.sha256}
