"""The public site's audience: each day's visitors and the pages they read, in Redis first, in the rows a little later.

A visit is a visitor of a day, counted under the kind of device that was seen. Who visitors are is not known here: a
number that means something for one day is kept for that day, to count each of them once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.pages.audience import Visit, Visits
from core.redis import client
from core.tenancy import Tenant
from shared_apps.jobs.services.gathering import Gathering
from tenant_apps.dashboard.models import Day

STORE_JOB = "dashboard.store_audience"
WAITING = Gathering("dashboard:audience", STORE_JOB)
VISITORS_KEPT_SECONDS = 26 * 3600
MOST_VISITORS = 200_000
DEVICES = ("mobile", "tablet", "desktop")
FIELDS = ("views", "visits", *DEVICES)
# KEYS: the day's visitors of the mairie, its waiting figures, the mairies that have some.
# ARGV: the mairie's code, the day, how long visitors are kept, how many at most, pages read, then visitors and their
# devices in turn. Who comes when there are that many visitors is not counted as one, so that nobody can fill Redis.
RECORD = """
redis.call('HINCRBY', KEYS[2], ARGV[2] .. ':views', ARGV[5])
local room = tonumber(ARGV[4]) - redis.call('SCARD', KEYS[1])
for i = 6, #ARGV, 2 do
    if room > 0 and redis.call('SADD', KEYS[1], ARGV[i]) == 1 then
        room = room - 1
        redis.call('HINCRBY', KEYS[2], ARGV[2] .. ':visits', 1)
        redis.call('HINCRBY', KEYS[2], ARGV[2] .. ':' .. ARGV[i + 1], 1)
    end
end
redis.call('EXPIRE', KEYS[1], ARGV[3], 'NX')
redis.call('SADD', KEYS[3], ARGV[1])
"""


def record_visits(visits: Visits) -> None:
    """Add what was read to the waiting figures of each mairie; raises RedisUnavailable."""
    days: defaultdict[tuple[Tenant, date], dict[Visit, int]] = defaultdict(dict)
    for visit, pages in visits.items():
        days[visit.tenant, visit.day][visit] = pages
    for (tenant, day), read in days.items():
        keys = [visitors_key(tenant, day), WAITING.waiting_key(tenant), WAITING.mairies_key]
        devices = {visit.visitor: visit.device for visit in read}
        who = [part for visitor in devices.items() for part in visitor]
        limits = (VISITORS_KEPT_SECONDS, MOST_VISITORS)
        client().eval(RECORD, len(keys), *keys, tenant.code, day.isoformat(), *limits, sum(read.values()), *who)


def store_visits() -> None:
    """Add the mairie's waiting figures to its days; they go back to waiting when that fails."""
    with WAITING.taken() as waiting, transaction.atomic():
        for day, figures in _by_day(waiting):
            _add(day, figures)


def visitors_key(tenant: Tenant, day: date) -> str:
    return f"ecms:{tenant.code}:dashboard:visitors:{day:%Y%m%d}"


def _by_day(waiting: Mapping[str, int]) -> Iterator[tuple[date, dict[str, int]]]:
    """`{"2026-12-05:views": 3}` → each day with its figures, the earliest first, which is the order of the locks."""
    days: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for name, number in waiting.items():
        day, field = name.rsplit(":", 1)
        days[day][field] = number
    for day in sorted(days):
        yield date.fromisoformat(day), days[day]


def _add(day: date, figures: Mapping[str, int]) -> None:
    Day.objects.bulk_create([Day(day=day)], ignore_conflicts=True)
    sums = {field: F(field) + figures[field] for field in FIELDS if field in figures}
    Day.objects.filter(day=day).update(**sums, updated_at=timezone.now())
