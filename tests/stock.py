"""django-tenants' own way of migrating schemas, to compare with."""

from django_tenants.migration_executors.standard import StandardExecutor

OPTIONS = {
    "verbosity": 0,
    "database": "default",
    "interactive": False,
    "force_color": False,
    "no_color": True,
    "skip_checks": True,
    "app_label": None,
    "migration_name": None,
    "fake": False,
    "fake_initial": False,
    "plan": False,
    "prune": False,
    "run_syncdb": False,
    "check_unapplied": False,
}


def migrate_by_django(schema_names: list[str]) -> None:
    """Run the pending migrations of each schema with Django's executor."""
    StandardExecutor([], OPTIONS).run_migrations(list(schema_names))
