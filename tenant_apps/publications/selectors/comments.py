"""Threads of comments as plain values: each comment with its first replies, and places kept without text."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.api import ids
from core.tenancy.statements import fetch, fetch_unprepared, utc_text
from tenant_apps.publications.selectors.rows import as_person
from tenant_apps.publications.selectors.visibility import Reader

EMBEDDED_THREADS = 50
EMBEDDED_REPLIES = 50
# What a reader sees who is no moderator: visible comments, and the place of one that visible replies still refer to.
REPLY_SEEN = "c.status = 'visible'"
THREAD_SEEN = """(c.status = 'visible' OR EXISTS (
    SELECT FROM publications_comment r
    WHERE r.publication_id = c.publication_id AND r.parent_id = c.id AND r.status = 'visible'))"""
COLUMNS = f"""c.id, c.parent_id, c.status, c.content, {utc_text("c.created_at")}, c.reports_count,
u.id, u.first_name, u.last_name, u.avatar"""
COUNT = "SELECT count(*) FROM publications_comment c WHERE c.publication_id = %(publication)s AND {where}"
PAGE = f"""
SELECT {COLUMNS}, 0 FROM publications_comment c JOIN accounts_user u ON u.id = c.author_id
WHERE c.publication_id = %(publication)s AND {{where}} ORDER BY c.id LIMIT {{limit:d}} OFFSET {{offset:d}}
"""  # noqa: S608 - columns of this module
FIRST_REPLIES = f"""
SELECT {COLUMNS}, c.siblings FROM (
    SELECT c.*, row_number() OVER (PARTITION BY c.parent_id ORDER BY c.id) AS place,
           count(*) OVER (PARTITION BY c.parent_id) AS siblings
    FROM publications_comment c
    WHERE c.publication_id = %(publication)s AND c.parent_id = ANY(%(threads)s::bigint[]) AND {{where}}
) c JOIN accounts_user u ON u.id = c.author_id WHERE c.place <= %(replies)s ORDER BY c.id
"""  # noqa: S608 - columns of this module


class Row(NamedTuple):
    """The values of COLUMNS, then how many replies the comment's parent has."""

    id: int
    parent_id: int | None
    status: str
    content: str
    created_at: str
    reports_count: int
    author_id: int
    first_name: str
    last_name: str
    avatar: str
    siblings: int


def first_threads(*, publication_id: int, reader: Reader) -> list[dict[str, Any]]:
    """The oldest threads, as many as a publication's own page embeds; two statements."""
    return _threads(publication_id, reader, EMBEDDED_THREADS, 0)


def list_threads(*, publication_id: int, reader: Reader, limit: int, offset: int) -> tuple[int, list[dict[str, Any]]]:
    """How many threads a publication has and one page of them, oldest first."""
    where = _where("c.parent_id IS NULL", THREAD_SEEN, reader)
    [(count,)] = fetch(COUNT.format(where=where), {"publication": publication_id})
    return count, _threads(publication_id, reader, limit, offset) if count else []


def thread_start(*, publication_id: int, comment_id: int, reader: Reader) -> dict[str, Any] | None:
    """The comment that begins a thread, None when it begins none that the reader sees."""
    where = _where("c.parent_id IS NULL AND c.id = %(comment)s::bigint", THREAD_SEEN, reader)
    values = {"publication": publication_id, "comment": comment_id}
    rows = fetch_unprepared(PAGE.format(where=where, limit=1, offset=0), values)
    return as_comment(Row._make(rows[0]), reader) if rows else None


def list_replies(
    *, publication_id: int, parent_id: int, reader: Reader, limit: int, offset: int
) -> tuple[int, list[dict[str, Any]]]:
    """How many replies a comment has and one page of them, oldest first."""
    where = _where("c.parent_id = %(parent)s", REPLY_SEEN, reader)
    values = {"publication": publication_id, "parent": parent_id}
    [(count,)] = fetch(COUNT.format(where=where), values)
    rows = fetch_unprepared(PAGE.format(where=where, limit=limit, offset=offset), values)
    return count, [as_comment(Row._make(row), reader) for row in rows]


def as_comment(row: Row, reader: Reader) -> dict[str, Any]:
    """A comment in the contract's shape; moderators read what they have hidden, nobody what was deleted."""
    readable = row.status == "visible" or (row.status == "hidden" and reader.sees_all)
    comment = {
        "id": ids.encode("com", row.id),
        "parent_id": ids.encode("com", row.parent_id) if row.parent_id else None,
        "content": row.content if readable else "",
        "author": as_person(row.author_id, row.first_name, row.last_name, row.avatar) if readable else _nobody(),
        "status": row.status,
        "created_at": row.created_at,
    }
    return {**comment, "reports_count": row.reports_count} if reader.sees_all else comment


def _nobody() -> dict[str, Any]:
    return {"id": None, "name": _("Commentaire retiré"), "avatar_url": None}


def _threads(publication_id: int, reader: Reader, limit: int, offset: int) -> list[dict[str, Any]]:
    where = _where("c.parent_id IS NULL", THREAD_SEEN, reader)
    statement = PAGE.format(where=where, limit=limit, offset=offset)
    found = (fetch_unprepared if offset else fetch)(statement, {"publication": publication_id})
    rows = [Row._make(row) for row in found]
    threads = {row.id: {**as_comment(row, reader), "replies": [], "replies_count": 0} for row in rows}
    if threads:
        _add_replies(threads, publication_id, reader)
    return list(threads.values())


def _add_replies(threads: dict[int, dict[str, Any]], publication_id: int, reader: Reader) -> None:
    statement = FIRST_REPLIES.format(where=_where("", REPLY_SEEN, reader))
    values = {"publication": publication_id, "threads": list(threads), "replies": EMBEDDED_REPLIES}
    found = fetch(statement, values)
    for row in map(Row._make, found):
        thread = threads[row.parent_id or 0]
        thread["replies"].append(as_comment(row, reader))
        thread["replies_count"] = row.siblings


def _where(condition: str, seen: str, reader: Reader) -> str:
    conditions = [condition] if condition else []
    return " AND ".join(conditions if reader.sees_all else [*conditions, seen]) or "true"
