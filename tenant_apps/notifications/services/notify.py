"""Telling people something: a row each, and a mail to those who want one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import Truncator

from tenant_apps.notifications.kinds import Mailing, mailing_of
from tenant_apps.notifications.services import digests, mailing
from tenant_apps.preferences.selectors.people import notification_choices

# Accounts that are gone or closed are told nothing, addresses that nobody has proven are mailed nothing, and who has
# been told already is not told again.
INSERT = """
INSERT INTO notifications_notification (user_id, type, key, title, message, data, awaits_digest, created_at)
SELECT u.id, %(type)s, %(key)s, %(title)s, %(message)s, %(data)s::jsonb, told.waits AND u.is_verified, %(now)s
FROM unnest(%(users)s::bigint[], %(waits)s::boolean[]) AS told (id, waits) JOIN accounts_user u ON u.id = told.id
WHERE u.is_active AND u.deleted_at IS NULL ORDER BY u.id
ON CONFLICT (user_id, type, key) DO NOTHING
RETURNING id, user_id
"""


@dataclass(frozen=True, slots=True)
class News:
    """What is told: `data` holds the ids it is about, `key` tells it from the others of its type.

    Pressing news is mailed at once. `mailed_otherwise` are accounts that get the same by another mail.
    """

    type: str
    title: str
    message: str
    data: Mapping[str, Any]
    key: str
    is_pressing: bool = False
    mailed_otherwise: Collection[int] = field(default=frozenset())


def notify(*, user_ids: Collection[int], type: str, title: str, message: str, data: Mapping[str, Any], key: str) -> int:
    """Tell each of the accounts, once however often it is called with the same type and key; gives how many were new.

    Call it last in a service.
    """
    return tell(user_ids=user_ids, news=News(type, title, message, data, key))


@transaction.atomic
def tell(*, user_ids: Collection[int], news: News) -> int:
    """The same of a piece of news that has been put together."""
    if not user_ids:
        return 0
    mailings = _mailings(user_ids, news)
    rows = _insert(mailings, news)
    mailing.plan(notification_ids=[number for number, user_id in rows if mailings[user_id] is Mailing.AT_ONCE])
    digests.plan(mailings={mailings[user_id] for _number, user_id in rows})
    return len(rows)


def _mailings(user_ids: Collection[int], news: News) -> dict[int, Mailing]:
    """Account → when it is mailed."""
    choices = notification_choices(sorted(set(user_ids)))
    return {
        user_id: Mailing.NEVER
        if user_id in news.mailed_otherwise
        else mailing_of(type=news.type, choices=chosen, is_pressing=news.is_pressing)
        for user_id, chosen in choices.items()
    }


def _insert(mailings: Mapping[int, Mailing], news: News) -> list[tuple[int, int]]:
    """One statement for any number of people; gives (notification, account) of those that are new."""
    values: dict[str, Any] = {
        "type": news.type,
        "key": news.key,
        "title": Truncator(news.title).chars(200),
        "message": Truncator(news.message).chars(500),
        "data": orjson.dumps(dict(news.data)).decode(),
        "users": list(mailings),
        "waits": [when.waits for when in mailings.values()],
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, values)
        rows: list[tuple[int, int]] = cursor.fetchall()
    return rows
