"""PDF by typst: tagged for screen readers (PDF/UA-1) and fit for archives (PDF/A-2a).

Texts reach the template as JSON and are shown as they are: nothing that a person wrote is ever read as markup.
"""

import logging
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import orjson
from django.utils import timezone
from django.utils.translation import gettext as _

from core.french import dated
from core.tenancy.clock import local_zone
from tenant_apps.exports.sheets import Column, Sheet
from tenant_apps.exports.writers.letterhead import Letterhead, letterhead
from tenant_apps.exports.writers.typesetting import OUTPUT

logger = logging.getLogger(__name__)
TEMPLATES = Path(__file__).resolve().parents[1] / "templates" / "exports"
TYPESETTING = Path(__file__).with_name("typesetting.py")
TIME_LIMIT = 60
# Numbers of more than three digits: a narrow space that does not break.
GROUP = "\u202f"
DATE = "%d/%m/%Y"
# No font has what is for private use, nor ours the frame of a key around a digit (1️⃣).
PRIVATE, KEYCAP = "Co", "\u20e3"
Files = Mapping[str, bytes]


def write_table(*, sheet: Sheet, target: IO[bytes]) -> int:
    """Print the sheet's columns that have a share of the page; gives the number of rows."""
    table = table_of(sheet)
    target.write(document("table.typ", {"title": sheet.title, "subtitle": sheet.subtitle, "table": table}))
    return len(table["rows"])


def table_of(sheet: Sheet) -> dict[str, Any]:
    """A sheet as the template's table: all of it is in memory, so the caller bounds it."""
    columns = [column for column in sheet.columns if column.share]
    rows = [[getattr(row, column.field) for column in columns] for row in sheet.rows]
    return {
        "headings": [str(column.heading) for column in columns],
        "shares": [column.share for column in columns],
        "numeric": [column.kind == "number" for column in columns],
        "rows": [[printed(value) for value in row] for row in rows],
        "totals": _totals(columns, rows) if len(rows) > 1 else [],
    }


def document(template: str, data: dict[str, Any], files: Files | None = None) -> bytes:
    """The PDF of a template; `files` are pictures that the data name."""
    paper = letterhead()
    everything = {**data, "mairie": _sender(paper), "printed": _printed_on()}
    with tempfile.TemporaryDirectory(prefix="ecms-pdf-") as folder:
        root = Path(folder)
        (root / "data.json").write_bytes(orjson.dumps(_shown(everything)))
        for name, content in {**(files or {}), _logo_name(paper): paper.logo}.items():
            (root / name).write_bytes(content)
        for source in TEMPLATES.glob("*.typ"):
            (root / source.name).write_bytes(source.read_bytes())
        return _typeset(root, template)


def printed(value: Any) -> str:
    """A cell as a reader sees it on paper."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(value, int):
        return f"{value:,}".replace(",", GROUP)
    if isinstance(value, float):
        return f"{value:,.1f}".replace(",", GROUP).replace(".", ",")
    if hasattr(value, "hour"):
        return str(value.astimezone(local_zone()).strftime(f"{DATE} %H:%M"))
    return str(value.strftime(DATE)) if hasattr(value, "strftime") else str(value)


def _typeset(root: Path, template: str) -> bytes:
    """The document, made by another process; raises CalledProcessError, TimeoutExpired."""
    command = [sys.executable, "-I", str(TYPESETTING), template]
    done = subprocess.run(command, cwd=root, timeout=TIME_LIMIT, check=True, capture_output=True)
    if done.stdout:
        logger.warning("printed without archive standards: the fonts lack a character")
    return (root / OUTPUT).read_bytes()


def _totals(columns: list[Column], rows: list[list[Any]]) -> list[str]:
    if not any(column.total for column in columns):
        return []
    sums = [printed(sum(row[place] for row in rows)) if column.total else "" for place, column in enumerate(columns)]
    return [sums[0] or _("Total"), *sums[1:]]


def _sender(paper: Letterhead) -> dict[str, Any]:
    return {
        "name": paper.name,
        "contact": paper.contact,
        "color": paper.color,
        "logo": _logo_name(paper) if paper.logo else None,
        "logo_alt": _("Logo : %(name)s") % {"name": paper.name},
    }


def _logo_name(paper: Letterhead) -> str:
    return f"logo{paper.logo_suffix or '.none'}"


def _printed_on() -> str:
    now = timezone.now().astimezone(local_zone())
    return _("document établi le %(day)s à %(time)s") % {"day": dated(now.date()), "time": f"{now:%H:%M}"}


def _shown(value: Any) -> Any:
    """The same data without characters that no font of ours has."""
    if isinstance(value, dict):
        return {key: _shown(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shown(inner) for inner in value]
    if not isinstance(value, str) or value.isascii():
        return value
    kept = "".join(sign for sign in value if sign != KEYCAP and unicodedata.category(sign) != PRIVATE)
    return unicodedata.normalize("NFC", kept)
