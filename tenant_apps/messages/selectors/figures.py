"""How many messages were written on each day, and how many conversations wait to be read."""

from datetime import date, datetime

from core.tenancy import require
from core.tenancy.statements import fetch

# The row without a day is what the mairie has not read.
STATEMENT = """
SELECT (m.created_at AT TIME ZONE %(zone)s::text)::date, count(*) FROM messages_message m
WHERE m.created_at >= %(since)s AND m.created_at < %(until)s AND NOT m.is_internal GROUP BY 1
UNION ALL
SELECT NULL, count(*) FROM messages_conversation c WHERE c.staff_unread > 0 AND NOT c.is_archived
"""
MONTHS = """
SELECT min(m.created_at) FROM messages_message m
WHERE m.conversation_id = ANY(%(conversations)s::bigint[])
GROUP BY date_trunc('month', m.created_at, %(zone)s::text)
"""


def messages_by_day(*, since: datetime, until: datetime) -> tuple[dict[date, int], int]:
    """Messages of both sides written from `since` until before `until`, internal notes aside; unread conversations."""
    rows = fetch(STATEMENT, {"zone": require().timezone, "since": since, "until": until})
    [unread] = [count for day, count in rows if day is None]
    return {day: count for day, count in rows if day is not None}, unread


def moments_of_messages(*, conversations: list[int]) -> list[datetime]:
    """The first moment of each month in which something was written in one of the conversations."""
    rows = fetch(MONTHS, {"zone": require().timezone, "conversations": conversations})
    return [moment for (moment,) in rows]
