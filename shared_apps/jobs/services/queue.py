"""Enqueue and cancel work, in the caller's transaction and from whatever schema the caller is in.

Each is one statement that names `public.jobs_job`, so the search_path stays as it is. Call them last in a service: the
run of a job touches the rows of its domain first and its own row last, and so must everybody else.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from core.tenancy import current

MAIL = "mail.send"
BATCH = 1_000
UPSERT = """
INSERT INTO public.jobs_job (municipality_id, kind, key, payload, bulk, due_at, available_at, state, attempts,
                             generation, last_error, created_at)
SELECT %(municipality)s::bigint, %(kind)s, item.key, item.payload::jsonb, %(bulk)s,
       coalesce(item.due_at, statement_timestamp()), coalesce(item.due_at, statement_timestamp()), 'pending', 0,
       1, '', statement_timestamp()
FROM unnest(%(keys)s::text[], %(payloads)s::text[], %(due)s::timestamptz[]) AS item (key, payload, due_at)
ON CONFLICT (municipality_id, kind, key) DO UPDATE
SET payload = excluded.payload, bulk = excluded.bulk, due_at = excluded.due_at, available_at = excluded.available_at,
    created_at = excluded.created_at, state = 'pending', attempts = 0, claim = NULL, last_error = '',
    generation = jobs_job.generation + 1
"""
DELETE = "DELETE FROM public.jobs_job WHERE {owner} AND kind = %(kind)s AND key = ANY(%(keys)s::text[])"
OF_MAIRIE = DELETE.format(owner="municipality_id = %(municipality)s")
OF_PLATFORM = DELETE.format(owner="municipality_id IS NULL")


class Item(NamedTuple):
    """One piece of work for `enqueue_many`; without `due_at` it is due at once."""

    key: str
    payload: dict[str, Any]
    due_at: datetime | None = None


def enqueue(
    kind: str, *, key: str, payload: dict[str, Any], due_at: datetime | None = None, bulk: bool = False
) -> None:
    """Have the kind's handler called with `payload` at `due_at`, or at once, for the current mairie or the platform.

    The same (mairie, kind, key) is replaced: it is done with the last payload at the last date, and done once more when
    it is being done right now. Give way to the mairie's other work with `bulk`. `key` must hold no personal data.
    """
    _upsert(kind, [Item(key, payload, due_at)], bulk=bulk)


def enqueue_many(kind: str, items: Iterable[Item], *, bulk: bool = True) -> None:
    """Enqueue many items of a kind, a thousand a statement; of items with the same key the last one counts."""
    unique = {item.key: item for item in items}
    ordered = [unique[key] for key in sorted(unique)]  # one order of locks for all callers
    for start in range(0, len(ordered), BATCH):
        _upsert(kind, ordered[start : start + BATCH], bulk=bulk)


def cancel(kind: str, *, key: str) -> bool:
    """Take the work back; False when there is none. A run that has begun goes on, and its effect may be committed."""
    return cancel_many(kind, keys=[key]) > 0


def cancel_many(kind: str, *, keys: Sequence[str]) -> int:
    """The same for many in one statement; gives how many there were."""
    if not keys:
        return 0
    tenant = current()
    values = {"municipality": tenant.id if tenant else None, "kind": kind, "keys": list(keys)}
    with connection.cursor() as cursor:
        cursor.execute(OF_MAIRIE if tenant else OF_PLATFORM, values)
        return int(cursor.rowcount)


def enqueue_email(
    *,
    to: str,
    template: str,
    context: dict[str, Any],
    key: str | None = None,
    due_at: datetime | None = None,
    unsubscribe_url: str | None = None,
    bulk: bool = False,
) -> None:
    """Mail `to` in the name of the current mairie or the platform; with a `key`, a mail not sent yet is replaced."""
    payload = {"to": to, "template": template, "context": context, "unsubscribe_url": unsubscribe_url}
    enqueue(MAIL, key=key or uuid.uuid4().hex, payload=payload, due_at=due_at, bulk=bulk)


def _upsert(kind: str, items: Sequence[Item], *, bulk: bool) -> None:
    tenant = current()
    values = {
        "municipality": tenant.id if tenant else None,
        "kind": kind,
        "bulk": bulk,
        "keys": [item.key for item in items],
        "payloads": [json.dumps(item.payload, cls=DjangoJSONEncoder) for item in items],
        "due": [item.due_at for item in items],
    }
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, values)
