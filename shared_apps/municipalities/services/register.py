"""Load the official register of communes."""

import csv
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.db import connection, transaction

from core.tenancy import public_context
from shared_apps.municipalities.models import Commune

BUNDLED = Path(__file__).resolve().parents[1] / "data" / "communes.csv.xz"
COLUMNS = (
    "code",
    "name",
    "liaison",
    "kind",
    "department_code",
    "department",
    "region_code",
    "region",
    "siren",
    "epci_siren",
    "epci",
    "postal_codes",
    "population",
)
TABLE = Commune._meta.db_table
STAGE = f"""
CREATE TEMPORARY TABLE register_stage (LIKE public.{TABLE}) ON COMMIT DROP;
ALTER TABLE register_stage DROP COLUMN search
"""
ASSIGNMENTS = ", ".join(f"{column} = excluded.{column}" for column in COLUMNS[1:])
NAMES = ", ".join(COLUMNS)
OLD, NEW = (f"({', '.join(f'{alias}.{column}' for column in COLUMNS[1:])})" for alias in ("old", "excluded"))
# xmax is 0 in a row that was just inserted, the updating transaction's id in one that was updated.
UPSERT = f"""
WITH changed AS (
    INSERT INTO public.{TABLE} AS old ({NAMES}) SELECT {NAMES} FROM register_stage
    ON CONFLICT (code) DO UPDATE SET {ASSIGNMENTS} WHERE {OLD} IS DISTINCT FROM {NEW}
    RETURNING (xmax = 0) AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM changed
"""  # noqa: S608 - identifiers of our own model
PRUNE = f"DELETE FROM public.{TABLE} WHERE code NOT IN (SELECT code FROM register_stage)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed."""

    total: int
    added: int
    changed: int
    removed: int


class RegisterUnreadable(ValueError):
    """The file is not a register of communes."""


@transaction.atomic
def load_register(*, path: Path = BUNDLED) -> Loaded:
    """Make the table equal to the file (`.csv` or `.csv.xz`); a second run changes nothing.

    Mairies keep their own copy of what they took from the register, so a commune that is gone takes nothing with it.
    """
    with public_context(), connection.cursor() as cursor:
        cursor.execute(STAGE)
        total = 0
        with cursor.copy(f"COPY register_stage ({NAMES}) FROM STDIN") as copy:
            for row in _rows(path):
                copy.write_row(row)
                total += 1
        if total == 0:
            raise RegisterUnreadable(f"{path} holds no commune")
        cursor.execute(UPSERT)
        added, changed = cursor.fetchone()
        cursor.execute(PRUNE)
        return Loaded(total, added, changed, cursor.rowcount)


def _rows(path: Path) -> Iterator[list[object]]:
    with _opened(path) as text:
        reader = csv.DictReader(text)
        missing = set(COLUMNS) - set(reader.fieldnames or ())
        if missing:
            raise RegisterUnreadable(f"{path} lacks the columns {', '.join(sorted(missing))}")
        for row in reader:
            yield [_value(column, row[column]) for column in COLUMNS]


def _opened(path: Path) -> TextIO:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _value(column: str, text: str) -> object:
    if column in {"liaison", "population"}:
        return int(text) if text else None
    return text.split() if column == "postal_codes" else text
