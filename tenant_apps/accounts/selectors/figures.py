"""How many citizens have an account, by the day they made it, and how old they are."""

from datetime import date, datetime

from core.tenancy import require
from core.tenancy.statements import fetch

# Active accounts that act as citizens: a staff role that nobody has approved is a citizen's.
CITIZEN = "(u.role = 'citizen' OR u.role_status = 'pending') AND u.is_active AND u.deleted_at IS NULL"
BY_DAY = f"""
SELECT (u.created_at AT TIME ZONE %(zone)s::text)::date, count(*) FROM accounts_user u
WHERE u.created_at >= %(since)s AND u.created_at < %(until)s AND {CITIZEN} GROUP BY 1
"""  # noqa: S608 - constants of this module
BY_YEAR = f"""
SELECT u.birth_year, count(*) FROM accounts_user u
WHERE u.birth_year IS NOT NULL AND u.is_verified AND {CITIZEN} GROUP BY 1
"""  # noqa: S608 - constants of this module


def citizens_by_day(*, since: datetime, until: datetime) -> dict[date, int]:
    """Citizens whose account was made from `since` until before `until`."""
    return dict(fetch(BY_DAY, {"zone": require().timezone, "since": since, "until": until}))


def citizens_by_birth_year() -> dict[int, int]:
    """Citizens with a verified address who have said in which year they were born; reads every account."""
    return dict(fetch(BY_YEAR, {}))
