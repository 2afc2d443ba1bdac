"""When the mairie's nightly work is due."""

import zlib
from datetime import datetime, time, timedelta

from django.utils import timezone

from core.tenancy import require
from core.tenancy.clock import local_zone
from shared_apps.jobs.services import cancel, enqueue
from tenant_apps.preferences.models import Settings

RETENTION_JOB, KEY = "preferences.retention", "daily"
# Between one and five in the morning where the mairie is, the mairies spread over the time.
FIRST_HOUR, SPREAD_MINUTES = 1, 240


def plan_retention(*, settings: Settings) -> None:
    """Have the next night's work done, or none where everything is kept for ever; last in a transaction."""
    if settings.forgets:
        enqueue(RETENTION_JOB, key=KEY, payload={}, due_at=next_night(), bulk=True)
    else:
        cancel(RETENTION_JOB, key=KEY)


def next_night() -> datetime:
    """The mairie's next quiet moment."""
    zone, code = local_zone(), require().code
    minutes = zlib.crc32(code.encode()) % SPREAD_MINUTES
    at = time(FIRST_HOUR + minutes // 60, minutes % 60)
    now = timezone.now().astimezone(zone)
    tonight = datetime.combine(now.date(), at, zone)
    return tonight if tonight > now else datetime.combine(now.date() + timedelta(days=1), at, zone)
