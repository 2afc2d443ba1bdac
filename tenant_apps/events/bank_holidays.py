"""French bank holidays, with those that a département adds."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

# Beginning of the INSEE code → the part of France whose holidays differ, as the library names it.
REGIONS = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}


def bank_holidays(*, municipality_code: str, first: date, last: date) -> dict[date, str]:
    """Day → French name, for the days of a commune from `first` to `last`."""
    region = REGIONS.get(municipality_code[:3]) or REGIONS.get(municipality_code[:2], "")
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: name for day in days if (name := _year(region, day.year).get(day))}


@lru_cache(maxsize=256)
def _year(region: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("FR", subdiv=region or None, years=year, language="fr"))
