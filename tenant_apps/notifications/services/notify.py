"""Telling people something: a row each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import Truncator

# Accounts that are gone or closed are told nothing; who has been told already is not told again.
INSERT = """
INSERT INTO notifications_notification (user_id, type, key, title, message, data, awaits_digest, created_at)
SELECT u.id, %(type)s, %(key)s, %(title)s, %(message)s, %(data)s::jsonb, false, %(now)s
FROM accounts_user u WHERE u.id = ANY(%(users)s::bigint[]) AND u.is_active AND u.deleted_at IS NULL ORDER BY u.id
ON CONFLICT (user_id, type, key) DO NOTHING
RETURNING id, user_id
"""


@dataclass(frozen=True, slots=True)
class News:
    """What is told: `data` holds the prefixed ids it is about, `key` tells it from the others of its type."""

    type: str
    title: str
    message: str
    data: Mapping[str, str]
    key: str


def notify(*, user_ids: Collection[int], type: str, title: str, message: str, data: Mapping[str, str], key: str) -> int:
    """Tell each of the accounts, once however often it is called with the same type and key; gives how many were new.

    Call it last in a service.
    """
    return tell(user_ids=user_ids, news=News(type, title, message, data, key))


@transaction.atomic
def tell(*, user_ids: Collection[int], news: News) -> int:
    """The same of a piece of news that has been put together."""
    return len(_insert(user_ids, news)) if user_ids else 0


def _insert(user_ids: Collection[int], news: News) -> list[tuple[int, int]]:
    """One statement for any number of people; gives (notification, account) of those that are new."""
    values: dict[str, Any] = {
        "type": news.type,
        "key": news.key,
        "title": Truncator(news.title).chars(200),
        "message": Truncator(news.message).chars(500),
        "data": orjson.dumps(dict(news.data)).decode(),
        "users": sorted(set(user_ids)),
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        rows: list[tuple[int, int]] = cursor.fetchall()
    return rows
