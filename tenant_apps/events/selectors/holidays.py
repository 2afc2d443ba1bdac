"""Days on which France, or the mairie's département, does not work."""

from datetime import date

from core.tenancy import require
from tenant_apps.events.bank_holidays import bank_holidays


def local_bank_holidays(*, first: date, last: date) -> dict[date, str]:
    """Day → French name, from `first` to `last`, where the mairie one is in lies."""
    return bank_holidays(municipality_code=require().code, first=first, last=last)
