"""Values of cells as texts that a French spreadsheet reads, and that none takes for a formula."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

# What spreadsheets may run: also behind blanks, which some of them skip, and after a tab or a line's end.
_FORMULA = re.compile(r"[\s\u200b\ufeff]*[=+\-@\uff0b\uff0d\uff1d\uff20]|[\t\r\n]")


def neutralised(text: str) -> str:
    """The text, behind an apostrophe if a spreadsheet could run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def written(value: Any, zone: ZoneInfo) -> str:
    """A cell as text: days and moments as in France, decimal commas; texts come neutralised."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Oui") if value else _("Non")
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value) if isinstance(value, int) else neutralised(str(value))
