"""Conversations as the search knows them: by their subject, their correspondent or what was written in them."""

from core.api.permissions import Account, acts_for_mairie
from core.search import MOST_MATCHES, Source
from core.search.sources import QUERY, begins_so, is_alike, is_similar, similarity, telling
from core.tenancy.statements import utc_text

# A citizen's own conversations, and what they may read there.
OWN = "c.citizen_id = %(reader)s"
OWN_MESSAGE = f"""NOT m.is_internal
AND EXISTS (SELECT FROM messages_conversation c WHERE c.id = m.conversation_id AND {OWN})"""
SUBJECTS = """
SELECT c.id AS key, NULL::bigint AS part, {rank} AS rank, extract(epoch FROM c.updated_at)::float8 AS recency
FROM (SELECT c.*, {said} AS said FROM messages_conversation c
      WHERE {where} AND {visible} ORDER BY c.id DESC LIMIT {most}) c WHERE {kept}
"""
CONTENTS = """
SELECT m.conversation_id AS key, m.id AS part, {rank} AS rank, extract(epoch FROM m.created_at)::float8 AS recency
FROM (SELECT * FROM messages_message m WHERE {where} AND {visible} ORDER BY m.id DESC LIMIT {most}) m
"""
# What staff also finds: what people with an account have written, by their names.
PEOPLE = """
SELECT c.id AS key, NULL::bigint AS part, {rank} AS rank, extract(epoch FROM c.updated_at)::float8 AS recency
FROM (SELECT c.*, p.said FROM messages_conversation c
      JOIN (SELECT p.id, {said} AS said FROM accounts_user p WHERE {where}) p
      ON p.id = c.citizen_id
      ORDER BY c.id DESC LIMIT {most}) c WHERE {kept}
"""
PERSON = "p.first_name || ' ' || p.last_name"
NAMED = f"{begins_so(PERSON)} AND to_tsvector('extensions.french', {PERSON}) @@ {QUERY}"
# Their names weigh as much as a visitor's.
NAMED_SO = PEOPLE.format(said="NULL", where=NAMED, rank="0.4::float4", most=MOST_MATCHES, kept="true")
NAMED_ALIKE = PEOPLE.format(
    said=telling(PERSON),
    where=is_similar(table="accounts_user", alias="p", column="named.first_name || ' ' || named.last_name"),
    rank=similarity("c.said"),
    most=MOST_MATCHES,
    kept=is_alike("c.said"),
)
# Of the hits of a conversation the best one.
BEST_OF_EACH = """
SELECT DISTINCT ON (key) * FROM ({hits}) hit ORDER BY key, rank DESC, recency DESC
"""
SHOWN = """
JOIN messages_conversation c ON c.id = best.key
LEFT JOIN accounts_user u ON u.id = c.citizen_id
LEFT JOIN messages_message m ON m.id = COALESCE(best.part, c.last_message_id)
"""
NAME = "COALESCE(NULLIF(c.visitor_name, ''), NULLIF(concat_ws(' ', u.first_name, u.last_name), ''), '')"


def search_source(*, user: Account) -> Source:
    """Every conversation for those who manage them, their own for others, who never find an internal note.

    Details: category, when it began, when something was last written, the correspondent's name, then of the message
    shown its id, the role it was written in and whether it is an internal note.
    """
    is_staff = acts_for_mairie(user)
    own, own_message = ("true", "true") if is_staff else (OWN, OWN_MESSAGE)
    return Source(
        kind="messages",
        matching=_best_of(*_matching(own, own_message), *([NAMED_SO] if is_staff else [])),
        similar=_best_of(_similar(own), *([NAMED_ALIKE] if is_staff else [])),
        shown=SHOWN,
        title="c.subject",
        body="COALESCE(m.content, '')",
        details=f"""json_build_array(c.category, {utc_text("c.created_at")}, {utc_text("c.updated_at")}, {NAME},
                                     m.id, m.sender_type, m.is_internal)""",
        values={"reader": user.id},
    )


def _best_of(*hits: str) -> str:
    return BEST_OF_EACH.format(hits=" UNION ALL ".join(hits))


def _matching(own: str, own_message: str) -> tuple[str, str]:
    subjects = SUBJECTS.format(
        said="NULL",
        where=f"c.search @@ {QUERY}",
        rank=f"ts_rank_cd(c.search, {QUERY})",
        visible=own,
        most=MOST_MATCHES,
        kept="true",
    )
    contents = CONTENTS.format(
        where=f"m.search @@ {QUERY}", rank=f"ts_rank_cd(m.search, {QUERY})", visible=own_message, most=MOST_MATCHES
    )
    return subjects, contents


def _similar(own: str) -> str:
    return SUBJECTS.format(
        said=telling("c.subject"),
        where=is_similar(table="messages_conversation", alias="c", column="named.subject"),
        rank=similarity("c.said"),
        visible=own,
        most=MOST_MATCHES,
        kept=is_alike("c.said"),
    )
