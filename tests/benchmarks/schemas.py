"""Making and changing many mairies' schemas, against django-tenants' own ways in the same run.

    make bench

Prints a Markdown table. Everything happens in a throw-away database on the server named by DATABASE_URL.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from unittest import mock

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django first
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tenants.clone import CloneSchema  # noqa: E402

from core.tenancy import schemas  # noqa: E402
from core.tenancy.schemas import compiler, plan  # noqa: E402
from shared_apps.municipalities.models import Commune, Municipality  # noqa: E402
from shared_apps.municipalities.selectors import fleet  # noqa: E402
from shared_apps.municipalities.services.fleet import migrate  # noqa: E402
from tests.databases import throw_away_database  # noqa: E402
from tests.stock import migrate_by_django  # noqa: E402

DATABASE = "bench_schemas"


def main() -> None:
    with throw_away_database(DATABASE):
        call_command("migrate_schemas", schema_name="public", verbosity=0)
        call_command("load_register", verbosity=0)
        rows = [*creating(15), *flatness(), *changing()]
    print("| what | each | against |\n| --- | --- | --- |")
    for what, seconds, against in rows:
        print(f"| {what} | {seconds * 1000:.1f} ms | {against} |")


def creating(count: int) -> list[tuple[str, float, str]]:
    """A mairie's schema by migrations, by django-tenants' clone function, by its bare DDL and by replay."""
    schemas.create_schema("m_0template")
    connection.set_schema("m_0template")
    ddl = bare_ddl()
    connection.set_schema_to_public()
    CloneSchema()._create_clone_schema_function()
    ways: dict[str, Callable[[str], object]] = {
        "migrations": by_migrations,
        "clone": by_clone,
        "bare": lambda name: by_bare_ddl(name, ddl),
        "replay": schemas.create_schema,
    }
    times = {way: median(seconds) for way, seconds in taking_turns(ways, count).items()}
    replay = times["replay"]
    return [
        ("create: django-tenants, migrations", times["migrations"], f"{times['migrations'] / replay:.1f} × replay"),
        ("create: django-tenants, clone function", times["clone"], f"{times['clone'] / replay:.1f} × replay"),
        ("create: bare DDL in one string", times["bare"], "baseline"),
        ("create: replay of compiled SQL", replay, f"{replay / times['bare']:.2f} × bare DDL"),
    ]


def flatness() -> list[tuple[str, float, str]]:
    """Provision 1,000 mairies; the cost of one among the first 50 and the last 50."""
    codes = list(Commune.objects.order_by("code").values_list("code", flat=True)[:1_000])
    first = timed(lambda: [add_mairie(code) for code in codes[:50]]) / 50
    for code in codes[50:950]:
        add_mairie(code)
    last = timed(lambda: [add_mairie(code) for code in codes[950:]]) / 50
    return [
        ("create: mairies 1 to 50", first, "baseline"),
        ("create: mairies 951 to 1,000", last, f"{last / first:.2f} × the first"),
    ]


def changing() -> list[tuple[str, float, str]]:
    """Add a column to every mairie; then find nothing to do."""
    names = list(Municipality.objects.order_by("code").values_list("schema_name", flat=True))
    with one_more_migration():
        plain = timed(lambda: [add_column_by_sql(name) for name in names[:100]]) / 100
        standard = timed(lambda: migrate_by_django(names[100:120])) / 20
        compiled = timed(lambda: [schemas.migrate_schema(name) for name in names[120:320]]) / 200
        nothing = timed(lambda: migrate_by_django(names[100:120])) / 20
        wall = timed(lambda: list(migrate(fleet.behind(), jobs=2)))
        idle = timed(lambda: list(migrate(fleet.behind(), jobs=2)))
    left = len(names) - 320
    return [
        ("add a column: plain ALTER TABLE", plain, "baseline"),
        ("add a column: standard executor", standard, f"{standard / compiled:.0f} × replay"),
        ("add a column: replay, 200 mairies one by one", compiled, f"{compiled / plain:.1f} × plain SQL"),
        (f"add a column: migrate_fleet, {left} mairies, whole", wall, f"{wall / left * 1000:.1f} ms each"),
        ("nothing to do: standard executor, each", nothing, "baseline"),
        (f"nothing to do: migrate_fleet, {len(names)} mairies, whole", idle, "one query"),
    ]


def by_migrations(name: str) -> None:
    execute(f'CREATE SCHEMA "{name}"')
    migrate_by_django([name])


def by_clone(name: str) -> None:
    CloneSchema().clone_schema("m_0template", name, set_connection=False)


def by_bare_ddl(name: str, ddl: str) -> None:
    with transaction.atomic():
        connection.set_schema(name)
        execute(f'CREATE SCHEMA "{name}";\n{ddl}')
        connection.set_schema_to_public()


def bare_ddl() -> str:
    """CREATE TABLE, INDEX and CONSTRAINT of the models as they are now, without migrations' history."""
    from django.apps import apps

    models = [m for label in sorted(plan.tenant_labels()) for m in apps.get_app_config(label).get_models()]
    with compiler.scratch_schema(), compiler.recording_editor() as editor:
        for model in models:
            editor.create_model(model)
    return editor.script()


def add_mairie(code: str) -> None:
    schema_name = f"m_{code.lower()}"
    Municipality.objects.create(
        code=code,
        slug=f"bench-{code.lower()}",
        name=code,
        schema_name=schema_name,
        state=Municipality.State.ACTIVE,
        provisioned_at=timezone.now(),
    )
    schemas.create_schema(schema_name)


def add_column_by_sql(name: str) -> None:
    with transaction.atomic():
        execute(f'ALTER TABLE "{name}".accounts_user ADD COLUMN plain_bench varchar(10)')


@contextmanager
def one_more_migration() -> Iterator[None]:
    """Pretend that the accounts app has one more migration, an AddField."""
    source = Path(plan.loader().graph.nodes[plan.loader().graph.leaf_nodes("accounts")[0]].__module__.replace(".", "/"))
    folder = Path(tempfile.mkdtemp())
    package = folder / "bench_accounts_migrations"
    shutil.copytree(settings.ROOT / source.parent, package)
    leaf = plan.loader().graph.leaf_nodes("accounts")[0][1]
    (package / "9999_bench.py").write_text(
        "from django.db import migrations, models\n"
        "class Migration(migrations.Migration):\n"
        f"    dependencies = [('accounts', '{leaf}')]\n"
        "    operations = [migrations.AddField('user', 'bench', models.CharField(max_length=10, null=True))]\n"
    )
    sys.path.insert(0, str(folder))
    with mock.patch.object(settings, "MIGRATION_MODULES", {"accounts": package.name}):
        forget_plan()
        yield
    sys.path.remove(str(folder))
    shutil.rmtree(folder)
    forget_plan()


def forget_plan() -> None:
    for cached in (plan.loader, plan.tenant_migrations, plan.target_version):
        cached.cache_clear()
    compiler._compiled.clear()


def taking_turns(ways: dict[str, Callable[[str], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each call, the ways in turn so that all meet the same weather; the first round is not counted."""
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(rounds + 1):
        for way, action in ways.items():
            seconds[way].append(timed(lambda action=action, name=f"m_0{way}{number}": action(name)))
    return {way: counted[1:] for way, counted in seconds.items()}


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


if __name__ == "__main__":
    main()
