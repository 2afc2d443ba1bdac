"""What an event collides with: others at the same place, or for the same person."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.api import ids
from core.french import clock, dated
from core.tenancy.clock import local_zone
from tenant_apps.events.selectors.rows import full_name
from tenant_apps.events.selectors.statements import fetch

LIMIT = 20
# `a` is one of the events asked about, `b` another that overlaps it; occurrences of one series don't collide. No event
# that began before `since` can still go on: that, as a value of its own, is what the index on start_at searches from.
STATEMENT = """
WITH own AS MATERIALIZED (
    SELECT id, series_id, start_at, end_at, location_name,
           start_at - (SELECT coalesce(max(end_at - start_at), interval '0') FROM events_event) AS since
    FROM events_event WHERE id = ANY(%(events)s::bigint[])
), overlapping AS MATERIALIZED (
    SELECT a.id AS own_id, a.start_at AS own_start, a.location_name AS own_place,
           b.id, b.title, b.start_at, b.end_at, b.location_name,
           CASE WHEN b.all_day THEN b.first_day END AS whole_day
    FROM own a JOIN events_event b ON b.start_at >= a.since AND b.start_at < a.end_at AND b.end_at > a.start_at
    WHERE b.id <> a.id AND (a.series_id IS NULL OR b.series_id IS DISTINCT FROM a.series_id)
)
SELECT own_id, own_start, id, title, start_at, end_at, whole_day, location_name, NULL, NULL, NULL
FROM overlapping WHERE own_place <> ''
 AND lower(extensions.immutable_unaccent(own_place)) = lower(extensions.immutable_unaccent(location_name))
UNION ALL
SELECT o.own_id, o.own_start, o.id, o.title, o.start_at, o.end_at, o.whole_day, NULL, u.id, u.first_name, u.last_name
FROM overlapping o
JOIN events_attendee x ON x.event_id = o.own_id AND x.status <> 'declined'
JOIN events_attendee y ON y.event_id = o.id AND y.status <> 'declined' AND y.user_id = x.user_id
JOIN accounts_user u ON u.id = x.user_id
ORDER BY 2, 5, 3, 9 NULLS FIRST LIMIT %(limit)s
"""


def conflict_warnings(*, event_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The first collisions of the events, in the order of time; in one statement."""
    return [_warning(*row) for row in fetch(STATEMENT, {"events": list(event_ids), "limit": LIMIT})]


def _warning(
    own_id: int,
    own_start: Any,
    event_id: int,
    title: str,
    start: Any,
    end: Any,
    whole_day: date | None,
    place: str | None,
    user_id: int | None,
    first_name: str | None,
    last_name: str | None,
) -> dict[str, Any]:
    other = {"id": ids.encode("evt", event_id), "title": title, "start_datetime": start, "end_datetime": end}
    moment = dated(whole_day) if whole_day else _moment(timezone.localtime(start, local_zone()))
    shared = {"event_id": ids.encode("evt", own_id), "start_datetime": own_start, "conflicting_event": other}
    if user_id is None:
        text = _("Le lieu « %(place)s » est déjà occupé par « %(title)s » (%(moment)s).")
        message = text % {"place": place, "title": title, "moment": moment}
        return {"type": "location", "message": message, **shared, "location": place}
    name = full_name(first_name or "", last_name or "")
    text = _("%(name)s participe déjà à « %(title)s » (%(moment)s).")
    message = text % {"name": name, "title": title, "moment": moment}
    return {"type": "attendee", "message": message, **shared, "attendee": {"id": user_id, "name": name}}


def _moment(local: datetime) -> str:
    return _("%(day)s à %(hour)s") % {"day": dated(local), "hour": clock(local)}
