"""What settings may be."""

from functools import lru_cache
from zoneinfo import available_timezones

DIGESTS = ("realtime", "daily", "weekly", "never")
LANGUAGES = ("fr",)
DATE_FORMATS = ("DD/MM/YYYY", "DD-MM-YYYY", "DD.MM.YYYY", "D MMMM YYYY", "YYYY-MM-DD", "MM/DD/YYYY")
TIME_FORMATS = ("24h", "12h")
# Names of the database that are no place.
NO_PLACES = {"localtime", "posixrules", "Factory"}


@lru_cache(maxsize=1)
def timezones() -> frozenset[str]:
    """Names of the IANA time zones."""
    return frozenset(available_timezones() - NO_PLACES)
