"""`make bench ARGS=dashboard`: the dashboard of a mairie with little, and of one with 1,000 times as much.

Days are closed first, as a job does at night; what it took is in the last column. A ratio of 1 is a time that does not
depend on how much there is.
"""

import os
import statistics
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from core.tenancy import Tenant, mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from tenant_apps.dashboard.services.days import close_days, recount_citizens  # noqa: E402
from tests.clients import JsonClient  # noqa: E402
from tests.databases import throw_away_database  # noqa: E402
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
        mairies = {size: _provision(code, size) for code, size in SIZES.items()}
        print("| publications, likes, page views | stats, ms (statements) | charts | activities | closing 3 years, s |")
        print("| --- " * 5 + "|")
        times = {size: [] for size in SIZES.values()}
        for path in PATHS:
            for size, found in _alternating({size: client for size, (client, _taken) in mairies.items()}, path).items():
                times[size].append(found)
        for size, (client, closing) in mairies.items():
            cells = [
                f"{found:.1f} ({_statements(client, path)})" for path, found in zip(PATHS, times[size], strict=True)
            ]
            print(f"| {size:,}, {size:,}, {size * 10:,} | {' | '.join(cells)} | {closing:.2f} |")
        ratios = [f"{large / small:.2f}" for small, large in zip(*times.values(), strict=True)]
        print(f"| ratio | {' | '.join(ratios)} | |")


def _provision(code: str, size: int) -> tuple[JsonClient, float]:
    """A client of a filled mairie, and how long it took to close its days."""
    call_command("provision", code, mayor_email="maire@exemple.fr", verbosity=0)
    mairie = directory.by_code(code)
    assert mairie is not None
    taken = _fill(mairie, size)
    return JsonClient.make(mairie, "mayor"), taken


def _alternating(clients: dict[int, JsonClient], path: str) -> dict[int, float]:
    """The median in milliseconds of each, asked in turn, so that what else the machine does falls on both."""
    times: dict[int, list[float]] = {size: [] for size in clients}
    for _round in range(ROUNDS):
        for size, client in clients.items():
            start = time.perf_counter()
            assert client.get(f"{BASE}{path}").status_code == 200
            times[size].append((time.perf_counter() - start) * 1000)
    return {size: statistics.median(found) for size, found in times.items()}


def _statements(client: JsonClient, path: str) -> int:
    statements: list[str] = []
    with connection.execute_wrapper(_noting(statements)):
        client.get(f"{BASE}{path}")
    return len(statements)


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


def _noting(statements: list[str]) -> Any:
    """Passes each statement on and notes it."""

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        statements.append(sql)
        return execute(sql, params, many, context)

    return wrapper


if __name__ == "__main__":
    main()
