"""Lists of conversations: filters, counts and one page."""

from dataclasses import dataclass
from typing import Any

from core.api.permissions import Account, acts_for_mairie
from core.search import asked
from core.tenancy.statements import fetch, fetch_unprepared
from tenant_apps.messages.selectors.rows import COLUMNS, TABLES, Row, as_conversation

QUERY = "websearch_to_tsquery('extensions.french', %(words)s)"
# What somebody said, or who they are: staff look in notes and names as well.
SEARCH = f"""(c.search @@ {QUERY} OR c.id IN (
    SELECT m.conversation_id FROM messages_message m WHERE m.search @@ {QUERY} AND {{readable}}) {{people}})"""  # noqa: S608 - constants
PEOPLE = """OR strpos(lower(c.visitor_email), lower(%(search)s)) > 0 OR c.citizen_id IN (
    SELECT p.id FROM accounts_user p
    WHERE strpos(extensions.immutable_unaccent(lower(p.first_name || ' ' || p.last_name || ' ' || p.email)),
                 extensions.immutable_unaccent(lower(%(search)s))) > 0)"""
STAFF_STATUSES = {
    "open": "NOT c.is_archived",
    "archived": "c.is_archived",
    "unread": "(NOT c.is_archived AND c.staff_unread > 0)",
    "read": "(NOT c.is_archived AND c.staff_unread = 0)",
}
CITIZEN_STATUSES = {
    "open": "NOT c.is_archived_by_citizen",
    "archived": "c.is_archived_by_citizen",
    "unread": "(NOT c.is_archived_by_citizen AND c.citizen_unread > 0)",
    "read": "(NOT c.is_archived_by_citizen AND c.citizen_unread = 0)",
}
COUNTS = """
SELECT (SELECT count(*) FROM messages_conversation c WHERE {where}),
       (SELECT count(*) FROM messages_conversation c WHERE {own} AND {unread})
"""
PAGE = f"""
SELECT {COLUMNS} FROM {TABLES} WHERE {{where}}
ORDER BY c.updated_at DESC, c.id DESC LIMIT {{limit:d}} OFFSET {{offset:d}}
"""  # noqa: S608 - constants of this app


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFilters:
    """What a list is narrowed to; None and "" do not narrow.

    `status` may also be `open`: not put away. `assignee` is an account's number, 0 for nobody.
    """

    status: str | None = None
    category: str | None = None
    priority: str | None = None
    assignee: int | None = None
    search: str | None = None


def list_conversations(
    *, reader: Account, filters: ConversationFilters, limit: int, offset: int = 0
) -> tuple[int, int, list[dict[str, Any]]]:
    """How many conversations match, how many of all the reader's are unread, and one page; two statements."""
    is_staff = acts_for_mairie(reader)
    own = "true" if is_staff else "c.citizen_id = %(reader)s::bigint"
    statuses = STAFF_STATUSES if is_staff else CITIZEN_STATUSES
    where = " AND ".join([own, *_conditions(filters, statuses, is_staff=is_staff)])
    values = {
        "reader": reader.id,
        "category": filters.category,
        "priority": filters.priority,
        "assignee": filters.assignee,
        "search": filters.search,
        "words": asked(filters.search or ""),
    }
    [(count, unread)] = fetch_unprepared(COUNTS.format(where=where, own=own, unread=statuses["unread"]), values)
    if count <= offset:
        return count, unread, []
    read = fetch if where == own and not offset else fetch_unprepared
    statement = PAGE.format(where=where, limit=limit, offset=offset)
    rows = read(statement, {"reader": reader.id} if where == own else values)
    return count, unread, [as_conversation(Row._make(row), is_staff=is_staff) for row in rows]


def _conditions(filters: ConversationFilters, statuses: dict[str, str], *, is_staff: bool) -> list[str]:
    conditions = []
    if filters.status:
        conditions.append(statuses[filters.status])
    if filters.category:
        conditions.append("c.category = %(category)s")
    if filters.priority:
        conditions.append("c.priority = %(priority)s")
    if filters.assignee is not None and is_staff:
        conditions.append("c.assignee_id = %(assignee)s" if filters.assignee else "c.assignee_id IS NULL")
    if filters.search:
        readable = "true" if is_staff else "NOT m.is_internal"
        conditions.append(SEARCH.format(readable=readable, people=PEOPLE if is_staff else ""))
    return conditions
