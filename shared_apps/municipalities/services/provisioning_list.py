"""Provision hundreds of mairies from a table; what is there already is left alone, so that a list can be run again."""

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

from django.utils.translation import gettext as _

from shared_apps.municipalities.models import Municipality
from shared_apps.municipalities.services.parallel import Outcome, each
from shared_apps.municipalities.services.provisioning import finish_now, request_provisioning

REQUIRED = ("code", "mayor_email")
OPTIONAL = ("slug", "name", "domain")
# Long enough for a run to do the work itself; should it die, the job of each mairie it reserved takes over.
GRACE = timedelta(minutes=10)
Done = Literal["created", "present"]


@dataclass(frozen=True, slots=True)
class Line:
    """One wanted mairie."""

    code: str
    mayor_email: str
    slug: str = ""
    name: str = ""
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Reservation:
    """A line with its mairie, or with why it can't have one."""

    line: Line
    municipality: Municipality | None = None
    error: Exception | None = None


class ListUnreadable(ValueError):
    """The file, or one of its lines, is not what a list of mairies holds."""


def read_list(path: Path) -> list[Line]:
    """The lines of a CSV file: UTF-8 (with or without BOM) or Windows-1252, separated by commas or semicolons."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    header = text.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in header else ",")
    reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
    missing = set(REQUIRED) - set(reader.fieldnames)
    if missing:
        raise ListUnreadable(_("colonnes manquantes : %s") % ", ".join(sorted(missing)))
    return [_line(row) for row in reader if any(row.values())]


def provision_all(lines: Iterable[Line], *, jobs: int) -> Generator[Outcome[Reservation, Done]]:
    """Provision each line; the outcome is what became of it, or the exception of that line."""
    return each(_reservations(lines), _finish, jobs=jobs)


def provision_one(line: Line) -> Municipality:
    """Provision one mairie now, or finish what an earlier run left behind; raises MunicipalityExists if it is open."""
    municipality = Municipality.objects.filter(code=line.code, state=Municipality.State.PROVISIONING).first()
    municipality = municipality or _request(line)
    finish_now(municipality=municipality)
    return municipality


def _reservations(lines: Iterable[Line]) -> Iterator[Reservation]:
    """Reserve in the order of the file, so that the same file always gives the same subdomains."""
    seen: set[str] = set()
    for line in lines:
        try:
            if line.code in seen:
                raise ListUnreadable(_("ce code figure déjà plus haut dans le fichier"))
            seen.add(line.code)
            existing = Municipality.objects.filter(code=line.code).first()
            yield Reservation(line, municipality=existing or _request(line))
        except Exception as error:  # reported with its line, the others go on
            yield Reservation(line, error=error)


def _finish(reservation: Reservation) -> Done:
    if reservation.error or reservation.municipality is None:
        raise reservation.error or ValueError(reservation.line)
    if reservation.municipality.state != Municipality.State.PROVISIONING:
        return "present"
    finish_now(municipality=reservation.municipality)
    return "created"


def _request(line: Line) -> Municipality:
    return request_provisioning(
        code=line.code,
        mayor_email=line.mayor_email,
        slug=line.slug,
        name=line.name,
        domain=line.domain,
        after=GRACE,
    )


def _line(row: dict[str, str | None]) -> Line:
    values = {column: (row.get(column) or "").strip() for column in (*REQUIRED, *OPTIONAL)}
    return Line(**{**values, "code": normalised_code(values["code"])})


def normalised_code(text: str) -> str:
    """An INSEE code as the register spells it: a spreadsheet takes 01001 for a number and drops its zero."""
    code = text.strip().upper()
    return code.zfill(5) if code.isdigit() else code
