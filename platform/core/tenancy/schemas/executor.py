"""django-tenants' `migrate_schemas` through compiled SQL."""

from typing import Any

from django_tenants.migration_executors import get_executor as get_stock_executor
from django_tenants.migration_executors.base import MigrationExecutor, run_migrations

from core.tenancy.connection import connection
from core.tenancy.schemas.replay import migrate_schema

# With one of these the command means something other than "bring every schema up to date".
SPECIAL_OPTIONS = ("app_label", "migration_name", "fake", "fake_initial", "plan", "prune", "check_unapplied")


class CompiledExecutor(MigrationExecutor):
    """Public by Django's own executor, mairies by replay; special options are left to the standard executor."""

    codename = "compiled"

    def run_migrations(self, tenants: list[str] | None = None) -> None:
        schemas = list(tenants or [])
        if any(self.options.get(option) for option in SPECIAL_OPTIONS):
            get_stock_executor("standard")(self.args, self.options).run_migrations(schemas)
            return
        if self.PUBLIC_SCHEMA_NAME in schemas:
            run_migrations(self.args, self.options, self.codename, self.PUBLIC_SCHEMA_NAME)
        for schema_name in _made(schemas):
            migrate_schema(schema_name)


def _made(schemas: list[str]) -> list[str]:
    """The mairies among them that have their schema: one that is being provisioned will get its tables up to date."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s) AND nspname <> 'public'", [schemas])
        existing = {row[0] for row in cursor.fetchall()}
    return [schema_name for schema_name in schemas if schema_name in existing]


def get_executor(codename: str | None = None) -> Any:
    """The compiled executor unless django-tenants' multiprocessing or subprocess one is asked for by name."""
    if codename in {"multiprocessing", "subprocess"}:
        return get_stock_executor(codename)
    return CompiledExecutor
