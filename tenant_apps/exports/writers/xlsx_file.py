"""XLSX: real dates and numbers, a frozen heading with filters, rows written to disk as they come."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from core.tenancy import require
from core.tenancy.clock import local_zone
from tenant_apps.exports.sheets import Sheet
from tenant_apps.exports.writers.cells import neutralised

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": False,
}
# The most that a cell, and a sheet's name, may hold.
MAX_TEXT = 32_767
MAX_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
FORMATS = {
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#1E3A5F", "valign": "vcenter", "border": 1},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left", "valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    "number": {"num_format": "# ##0.##########", "valign": "top"},
    "plain": {"num_format": "0", "align": "left", "valign": "top"},
    "integer": {"num_format": "# ##0", "valign": "top"},
    "text": {"valign": "top", "text_wrap": False},
}


def write(*, sheets: Sequence[Sheet], target: IO[bytes]) -> int:
    """Write the sheets as tabs of one workbook and give the number of rows."""
    with Workbook(target, OPTIONS) as book:
        book.set_properties({"title": sheets[0].title, "company": require().name})
        formats = {name: book.add_format(properties) for name, properties in FORMATS.items()}
        return sum(_write_tab(book, sheet, formats) for sheet in sheets)


def _write_tab(book: Workbook, sheet: Sheet, formats: dict[str, Any]) -> int:
    tab = book.add_worksheet(_NOT_IN_NAMES.sub(" ", sheet.title)[:MAX_NAME])
    for index, column in enumerate(sheet.columns):
        tab.set_column(index, index, column.width)
    tab.freeze_panes(1, 0)
    tab.repeat_rows(0)
    tab.set_landscape()
    tab.set_paper(9)  # A4
    tab.fit_to_pages(1, 0)
    for index, column in enumerate(sheet.columns):
        tab.write_string(0, index, str(column.heading), formats["heading"])
    local, count = local_zone(), 0
    for row in sheet.rows:
        count += 1
        for index, (column, value) in enumerate(zip(sheet.columns, sheet.values(row), strict=True)):
            _write_cell(tab, (count, index), value, local, formats, is_plain=column.kind == "plain")
    tab.autofilter(0, 0, count, len(sheet.columns) - 1)
    return count


def _write_cell(
    tab: Worksheet, place: tuple[int, int], value: Any, local: ZoneInfo, formats: dict[str, Any], *, is_plain: bool
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        tab.write_string(*place, _("Oui") if value else _("Non"), formats["text"])
    elif isinstance(value, int | float):
        kind = "plain" if is_plain else "integer" if isinstance(value, int) else "number"
        tab.write_number(*place, value, formats[kind])
    elif isinstance(value, datetime):
        tab.write_datetime(*place, value.astimezone(local).replace(tzinfo=None), formats["moment"])
    elif isinstance(value, date):
        tab.write_datetime(*place, datetime(value.year, value.month, value.day), formats["day"])  # noqa: DTZ001
    else:
        tab.write_string(*place, neutralised(str(value))[:MAX_TEXT], formats["text"])
