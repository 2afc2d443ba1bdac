"""CSV as French spreadsheets open it with a double click: UTF-8 with BOM, `;`, CRLF."""

import csv
import io
from typing import IO

from core.tenancy.clock import local_zone
from tenant_apps.exports.sheets import Sheet
from tenant_apps.exports.writers.cells import neutralised, written


def write(*, sheet: Sheet, target: IO[bytes]) -> int:
    """Write the sheet, one row at a time, and give the number of its rows."""
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=False)
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([neutralised(str(column.heading)) for column in sheet.columns])
    local, count = local_zone(), 0
    for row in sheet.rows:
        lines.writerow([written(value, local) for value in sheet.values(row)])
        count += 1
    text.flush()
    text.detach()
    return count
