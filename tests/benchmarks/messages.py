"""`make bench ARGS=messages`: the list of 20 conversations of a mairie that holds 50,000, against one that holds 50."""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.tenancy import mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from tests.clients import JsonClient  # noqa: E402
from tests.factories import make_user  # noqa: E402

BASE = "/api/v1/messages/conversations/"
ROUNDS = 60
SIZES = {"91274": 50, "17300": 50_000}
FILL = """
WITH made AS (
    INSERT INTO messages_conversation (subject, category, priority, citizen_id, visitor_name, visitor_email,
        is_archived, is_archived_by_citizen, staff_unread, citizen_unread, created_at, updated_at)
    SELECT 'Question sur la rue ' || n, 'services', 'normal', %(citizen)s, '', '', n %% 3 = 0, false,
           (n %% 50 = 0)::int, 0, now() - n * interval '1 minute', now() - n * interval '1 minute'
    FROM generate_series(1, %(count)s) n RETURNING id, updated_at)
INSERT INTO messages_message (conversation_id, sender_id, sender_type, content, is_internal, created_at)
SELECT id, %(citizen)s, 'citizen', 'Bonjour, une question sur la rue ' || id, false, updated_at
FROM made, generate_series(1, 3)
"""
LAST = """
UPDATE messages_conversation c SET last_message_id = m.id
FROM (SELECT conversation_id, max(id) AS id FROM messages_message GROUP BY 1) m WHERE m.conversation_id = c.id
"""


def main() -> None:
    """Fill two mairies and print a table of medians."""
    settings.ALLOWED_HOSTS, settings.API_RATES = ["*"], {}
    call_command("migrate_schemas", schema_name="public", verbosity=0)
    call_command("load_register", verbosity=0)
    print("| conversations | queries | list, ms | unread, ms | search, ms | detail, ms |")
    print("| --- " * 6 + "|")
    for code, size in SIZES.items():
        call_command("provision", code, mayor_email="maire@exemple.fr", verbosity=0)
        print(_measure(code, size))


def _measure(code: str, size: int) -> str:
    mairie = directory.by_code(code)
    assert mairie is not None
    with mairie_context(mairie), connection.cursor() as cursor:
        cursor.execute(FILL, {"citizen": make_user().id, "count": size})
        cursor.execute(LAST)
        cursor.execute("SELECT max(id) FROM messages_conversation")
        detail = f"{BASE}conv_{cursor.fetchone()[0]:03d}/"
        cursor.execute("VACUUM ANALYZE messages_conversation")
        cursor.execute("VACUUM ANALYZE messages_message")
    client = JsonClient.make(mairie, "mayor")
    client.get(BASE)
    with CaptureQueriesContext(connection) as captured:
        client.get(BASE)
    paths = [BASE, f"{BASE}?status=unread", f"{BASE}?search=rue+{size // 2}", detail]
    return " | ".join([f"| {size:,}", str(len(captured)), *(f"{_median(client, path):.1f}" for path in paths), ""])


def _median(client: JsonClient, path: str) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        assert client.get(path).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
