"""Views: one for each reader, publication and day, gathered in Redis and written to the rows once a minute.

Reading a publication writes nothing to the database. Without Redis the views of that while are not counted, and
nothing else changes.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from core.pages.audience import Visits
from core.redis import RedisUnavailable, client
from core.tenancy import Tenant, require
from shared_apps.jobs.services.gathering import Gathering
from tenant_apps.dashboard.services import views_changed

STORE_JOB = "publications.store_views"
WAITING = Gathering("publications:views", STORE_JOB)
READERS_KEPT_SECONDS = 26 * 3600
# KEYS: the day's readers of the mairie, its waiting views, the mairies that have some.
# ARGV: publication and reader, publication, the mairie's code, how long readers are kept. Gives the waiting views.
RECORD = """
if redis.call('SADD', KEYS[1], ARGV[1]) == 1 then
    redis.call('EXPIRE', KEYS[1], ARGV[4])
    redis.call('SADD', KEYS[3], ARGV[3])
    return redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
end
return tonumber(redis.call('HGET', KEYS[2], ARGV[2]) or 0)
"""
ADD = """
WITH held AS MATERIALIZED (
    SELECT id FROM publications_publication WHERE id = ANY(%(ids)s::bigint[]) ORDER BY id FOR NO KEY UPDATE
)
UPDATE publications_publication AS publication SET views_count = publication.views_count + waiting.views
FROM held JOIN unnest(%(ids)s::bigint[], %(views)s::bigint[]) AS waiting (id, views) USING (id)
WHERE publication.id = held.id
RETURNING CASE WHEN publication.status = 'scheduled' THEN publication.scheduled_at ELSE publication.published_at END
"""


def record_view(*, publication_id: int, reader: str) -> int:
    """Count `reader` (an account or a digest of a visitor) once today; gives the views that no row holds yet."""
    try:
        return _record(require(), publication_id, reader)
    except RedisUnavailable:
        return 0


def record_visits(visits: Visits) -> None:
    """Count the visitors of the site who have read a publication's page; raises RedisUnavailable."""
    for visit in visits:
        kind, _colon, number = visit.subject.partition(":")
        if kind == "publication":
            _record(visit.tenant, int(number), f"visitor:{visit.visitor}")


def store_views() -> None:
    """Move the mairie's waiting views to the rows; they go back to waiting when that fails."""
    with WAITING.taken() as waiting:
        if waiting:
            _add({int(publication_id): views for publication_id, views in waiting.items()})


def readers_key(tenant: Tenant, now: datetime) -> str:
    """Who has read what today, by the mairie's own calendar."""
    return f"ecms:{tenant.code}:publications:readers:{now.astimezone(ZoneInfo(tenant.timezone)):%Y%m%d}"


def _record(tenant: Tenant, publication_id: int, reader: str) -> int:
    keys = [readers_key(tenant, timezone.now()), WAITING.waiting_key(tenant), WAITING.mairies_key]
    values = [f"{publication_id}:{reader}", publication_id, tenant.code, READERS_KEPT_SECONDS]
    return int(client().eval(RECORD, len(keys), *keys, *values))


def _add(views: Mapping[int, int]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ADD, {"ids": list(views), "views": list(views.values())})
        views_changed(on_line_at for (on_line_at,) in cursor.fetchall())
