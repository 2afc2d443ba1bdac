"""Take back the work that names somebody who is being erased, whatever has become of it."""

from collections.abc import Collection

from django.db import connection

from core.tenancy import current
from shared_apps.jobs.models import Job

# What the platform still has to do for an address is asked for by its owner, perhaps of another mairie; what it has
# given up serves nobody.
FORGET = """
DELETE FROM public.jobs_job WHERE {owner} AND EXISTS (
    SELECT FROM jsonb_path_query(payload, 'strict $.**') AS value
    WHERE jsonb_typeof(value) = 'string' AND lower(value #>> '{{}}') = ANY (%(texts)s::text[])
)
"""
OF_MAIRIE = FORGET.format(owner="(municipality_id = %(municipality)s OR municipality_id IS NULL AND state = %(dead)s)")
OF_PLATFORM = FORGET.format(owner="municipality_id IS NULL")


def forget(texts: Collection[str]) -> int:
    """Delete the jobs whose payload has one of the texts (an address, `user:7`) as a value; gives how many.

    Those of the current mairie or of the platform, mails that were given up included: last in a service, as `enqueue`.
    """
    tenant = current()
    values = {
        "municipality": tenant.id if tenant else None,
        "dead": Job.State.DEAD,
        "texts": [text.strip().lower() for text in texts],
    }
    with connection.cursor() as cursor:
        cursor.execute(OF_MAIRIE if tenant else OF_PLATFORM, values)
        return int(cursor.rowcount)
