"""`make bench ARGS=search`: the first page of a search in a mairie with 100,000 publications.

Times are the database's: planning and running the statements of one search, as EXPLAIN ANALYZE measures them.
"""

import json
import os
import statistics

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from core.tenancy import mairie_context  # noqa: E402
from core.tenancy.directory import directory  # noqa: E402
from tenant_apps.search.selectors.everything import KINDS, search  # noqa: E402
from tests.databases import throw_away_database  # noqa: E402
from tests.factories import make_user  # noqa: E402

COUNT = 100_000
ROUNDS = 15
# Every 1st, 2nd, 10th, 50th, 1,000th text holds the word, and one does; then misspelt names and one like nothing.
WORDS = {
    "commune": "in each",
    "travaux": "in half",
    "piscine": "in a tenth",
    "fanfare": "in a fiftieth",
    "hélicoptère": "in a thousandth",
    "zéphyr": "in one",
    "travaux piscine": "two common words",
    "helicoptre": "misspelt, titles alike",
    "pisicne": "misspelt, a tenth of the titles alike",
    "xylophoniste": "in none, no title alike",
}
FILL = """
INSERT INTO publications_publication (type, title, content, excerpt, tags, status, priority, is_pinned, allow_comments,
    likes_count, comments_count, views_count, created_at, updated_at, published_at, author_id)
SELECT 'post',
       CASE WHEN n %% 1000 = 7 THEN 'Vol en hélicoptère ' || n WHEN n %% 10 = 3 THEN 'Piscine, saison ' || n
            ELSE 'Nouvelles du quartier ' || n END,
       'La commune informe ses habitants. '
       || CASE WHEN n %% 2 = 0 THEN 'Des travaux commencent lundi. ' ELSE '' END
       || CASE WHEN n %% 10 = 0 THEN 'La piscine est fermée. ' ELSE '' END
       || CASE WHEN n %% 50 = 0 THEN 'La fanfare jouera. ' ELSE '' END
       || CASE WHEN n %% 1000 = 0 THEN 'Un hélicoptère passera. ' ELSE '' END
       || CASE WHEN n = 77 THEN 'Un zéphyr souffle. ' ELSE '' END
       || (SELECT string_agg('mot' || (n * 37 + k * k * 7919) %% 50000, ' ') FROM generate_series(1, 120) k),
       'La commune informe ses habitants.', '[]', 'published', 'normal', false, true, 0, 0, 0,
       now() - n * interval '10 minutes', now(), now() - n * interval '10 minutes', %(author)s
FROM generate_series(%(count)s, 1, -1) n
"""


def main() -> None:
    """Fill a mairie and print a table of medians."""
    with throw_away_database("bench_search"):
        call_command("migrate_schemas", schema_name="public", verbosity=0)
        call_command("load_register", verbosity=0)
        call_command("provision", "17300", mayor_email="maire@exemple.fr", verbosity=0)
        mairie = directory.by_code("17300")
        assert mairie is not None
        with mairie_context(mairie), connection.cursor() as cursor:
            author = make_user(role="mayor")
            cursor.execute(FILL, {"author": author.id, "count": COUNT})
            cursor.execute("VACUUM ANALYZE publications_publication")
            print("| word | found | statements | mayor, ms of database time | citizen |")
            print("| --- " * 5 + "|")
            citizen = make_user()
            for word, what in WORDS.items():
                total, statements, by_mayor = _measure(author, word)
                by_citizen = _measure(citizen, word)[2]
                print(f"| {word} ({what}) | {total:,} | {statements} | {by_mayor:.1f} | {by_citizen:.1f} |")


def _measure(user: object, word: str) -> tuple[int, int, float]:
    """How many were found, by how many statements, and the median of their time."""
    with CaptureQueriesContext(connection) as captured:
        findings = search(user=user, text=word, kinds=KINDS)  # type: ignore[arg-type]
    statements = [query["sql"] for query in captured.captured_queries]
    times = [sum(map(_time, statements)) for _round in range(ROUNDS)]
    return sum(findings.counts.values()), len(statements), statistics.median(times)


def _time(statement: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement.replace('%', '%%')}", [])
        found = cursor.fetchone()[0]
    [plan] = json.loads(found) if isinstance(found, str) else found
    return float(plan["Planning Time"] + plan["Execution Time"])


if __name__ == "__main__":
    main()
