"""What each kind of export holds, and how much of it is made while the caller waits."""

from collections.abc import Mapping
from typing import IO, Any

from tenant_apps.exports.archive import complete
from tenant_apps.exports.errors import TooManyRows
from tenant_apps.exports.models import Export
from tenant_apps.exports.personal import document
from tenant_apps.exports.sheets.stats import Statistics
from tenant_apps.exports.sheets.tables import TABLES, Days
from tenant_apps.exports.writers import csv_file, pdf_file, report_file, xlsx_file

# Rows written in the request: well under half a second.
SMALL = {"csv": 1_000, "xlsx": 1_000, "pdf": 200}
# Rows of a printed document, which is laid out in memory: about fifty pages.
MOST_PRINTED = 1_000


def is_small(*, kind: str, format: str, parameters: Mapping[str, Any]) -> bool:
    """Whether it is made in the request; raises TooManyRows for what is never made."""
    if kind == Export.Kind.STATS:
        return True
    if kind not in TABLES:
        return False
    most = MOST_PRINTED if format == Export.Format.PDF else SMALL[format]
    count = TABLES[kind].count(Days.of(parameters), most + 1)
    if format == Export.Format.PDF and count > most:
        raise TooManyRows(most=most)
    return count <= SMALL[format]


def write(*, export: Export, target: IO[bytes]) -> int:
    """Write the export's bytes, flat in memory, and give the number of its rows."""
    if export.kind == Export.Kind.COMPLETE:
        return complete.write(target=target)
    if export.kind == Export.Kind.PERSONAL_DATA:
        return document.write(parameters=export.parameters, target=target)
    if export.kind == Export.Kind.STATS:
        return _write_stats(export, target)
    sheet = TABLES[export.kind].sheet(export.parameters)
    if export.format == Export.Format.CSV:
        return csv_file.write(sheet=sheet, target=target)
    if export.format == Export.Format.XLSX:
        return xlsx_file.write(sheets=[sheet], target=target)
    return pdf_file.write_table(sheet=sheet, target=target)


def _write_stats(export: Export, target: IO[bytes]) -> int:
    statistics = Statistics.of(export.parameters)
    if export.format == Export.Format.CSV:
        return csv_file.write(sheet=statistics.flat(), target=target)
    if export.format == Export.Format.XLSX:
        return xlsx_file.write(sheets=statistics.sheets(), target=target)
    return report_file.write(statistics=statistics, target=target)
