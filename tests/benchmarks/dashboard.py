"""`make bench ARGS=dashboard`: the dashboard of a mairie with little, and of one with 1,000 times as much.

Days are closed first, as a job does at night; what it took is in the last column. A ratio of 1 is a time that does not
depend on how much there is.
"""

import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, reset_queries  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.tenancy import Tenant, mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from tenant_apps.dashboard.services.days import close_days, recount_citizens  # noqa: E402
from tests.benchmarks.databases import throw_away_database  # noqa: E402
from tests.clients import JsonClient  # noqa: E402
from tests.factories import make_user  # noqa: E402

BASE = "/api/v1/dashboard/"
PATHS = ("stats/", "charts/?period=year", "activities/")
ROUNDS = 100
# Publications, each with likes and as many views as make 1,000 and 1,000,000 of the site's pages.
SIZES = {"91274": 100, "17300": 100_000}
PUBLICATIONS = """
INSERT INTO publications_publication (type, title, content, excerpt, tags, status, priority, is_pinned, allow_comments,
    likes_count, comments_count, views_count, created_at, updated_at, published_at, author_id, category_id)
SELECT (ARRAY['post', 'communique'])[1 + n %% 2], 'Travaux de la rue ' || n, 'La rue ' || n || ' est fermée', 'Fermée',
       '[]', 'published', 'normal', false, true, 0, 0, 10, moment, moment, moment, %(author)s,
       (SELECT min(id) FROM publications_category) + n %% 5
FROM (SELECT n, now() - n * interval '3 years' / %(count)s AS moment FROM generate_series(1, %(count)s) n) moments
"""
LIKE = """
INSERT INTO publications_like (publication_id, user_id, created_at)
SELECT id, %(author)s, created_at FROM publications_publication
"""
COMMENT = """
INSERT INTO publications_comment (publication_id, author_id, content, status, reports_count, created_at)
SELECT id, %(author)s, 'Merci', 'visible', 0, created_at FROM publications_publication WHERE id %% 5 = 0
"""
CONVERSATION = """
INSERT INTO messages_conversation (subject, category, priority, citizen_id, visitor_name, visitor_email, is_archived,
    is_archived_by_citizen, staff_unread, citizen_unread, created_at, updated_at)
SELECT 'Question', 'autre', 'normal', %(author)s, '', '', false, false, 0, 0, now(), now() FROM generate_series(1, 10)
"""
MESSAGE = """
INSERT INTO messages_message (conversation_id, sender_id, sender_type, content, is_internal, created_at)
SELECT (SELECT min(id) FROM messages_conversation) + p.id %% 10, %(author)s, 'citizen', 'Bonjour', false, created_at
FROM publications_publication p WHERE id %% 5 = 0
"""
ACTIVITY = """
INSERT INTO dashboard_activity (type, title, description, target, created_at)
SELECT 'publication_created', 'Nouvelle publication', 'Travaux', '', created_at FROM publications_publication
"""
AUDIENCE = """
INSERT INTO dashboard_day (day, visits, views, mobile, desktop, tablet)
SELECT current_date - n, %(count)s * 4 / 1095, %(count)s * 10 / 1095, 1, 1, 1 FROM generate_series(0, 1094) n
"""
FILL = (PUBLICATIONS, LIKE, COMMENT, CONVERSATION, MESSAGE, ACTIVITY, AUDIENCE)
TABLES = (
    "publications_publication", "publications_like", "publications_comment", "messages_message", "dashboard_activity",
    "dashboard_day",
)  # fmt: skip


def main() -> None:
    """Fill two mairies and print a table of medians with their ratio."""
    settings.ALLOWED_HOSTS, settings.API_RATES = ["*"], {}
    with throw_away_database("bench_dashboard"):
        call_command("migrate_schemas", schema_name="public", verbosity=0)
        call_command("load_register", verbosity=0)
        print("| publications, likes, page views | stats, ms (queries) | charts | activities | closing all days, s |")
        print("| --- " * 5 + "|")
        found = [_measure(code, size) for code, size in SIZES.items()]
        ratios = [f"{large / small:.2f}" for small, large in zip(*found, strict=True)]
        print(f"| ratio | {' | '.join(ratios)} | |")


def _measure(code: str, size: int) -> list[float]:
    call_command("provision", code, mayor_email="maire@exemple.fr", verbosity=0)
    mairie = directory.by_code(code)
    assert mairie is not None
    closing = _fill(mairie, size)
    client = JsonClient.make(mairie, "mayor")
    times, cells = [], []
    for path in PATHS:
        client.get(f"{BASE}{path}")
        reset_queries()  # a full log of queries would hide that there are more
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"{BASE}{path}").status_code == 200
        times.append(_median(client, f"{BASE}{path}"))
        cells.append(f"{times[-1]:.1f} ({len(captured)})")
    print(f"| {size:,}, {size:,}, {size * 10:,} | {' | '.join(cells)} | {closing:.2f} |")
    return times


def _fill(mairie: Tenant, size: int) -> float:
    """Gives how long it took to close three years of days at once."""
    with mairie_context(mairie), connection.cursor() as cursor:
        author = make_user(role="admin").id
        for statement in FILL:
            cursor.execute(statement, {"author": author, "count": size})
        start = time.perf_counter()
        close_days()
        recount_citizens()
        taken = time.perf_counter() - start
        for table in TABLES:
            cursor.execute(f"VACUUM ANALYZE {table}")
    return taken


def _median(client: JsonClient, path: str) -> float:
    times = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
