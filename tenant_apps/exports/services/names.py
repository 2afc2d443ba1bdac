"""What exported files are called."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from core.tenancy import require
from tenant_apps.exports.models import Export

# Files are private, and of no use to the library: swept by their own pattern.
PATTERN = r"private/exports/[0-9a-f]{32}\.[a-z]+"
# The contract names statistics after the month in English.
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def stem(*, kind: str, parameters: Mapping[str, Any], day: date) -> str:
    """The file's name without its suffix: `export_publications_20251205`, `stats_december_2025`."""
    if kind == Export.Kind.STATS:
        return _stats_stem(parameters["period"], day)
    stems = {
        Export.Kind.COMPLETE: f"export_complet_{require().code.lower()}",
        Export.Kind.PERSONAL_DATA: f"donnees_personnelles_{parameters.get('account_id', 'visiteur')}",
    }
    return f"{stems.get(Export.Kind(kind), f'export_{kind}')}_{day:%Y%m%d}"


def new_file(format: str) -> str:
    """A storage name that nobody can guess; each attempt has its own, so that none writes over another's."""
    return f"private/exports/{secrets.token_hex(16)}.{format}"


def new_key() -> str:
    return secrets.token_hex(16)


def _stats_stem(period: str, day: date) -> str:
    if period == "week":
        year, week, _weekday = day.isocalendar()
        return f"stats_week_{week:02d}_{year}"
    return f"stats_{MONTHS[day.month - 1]}_{day.year}" if period == "month" else f"stats_{day.year}"
