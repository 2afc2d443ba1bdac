"""Which migrations a mairie's schema is made of, and the version that names them."""

import hashlib
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.special import RunPython, SeparateDatabaseAndState

Key = tuple[str, str]


@lru_cache(maxsize=1)
def loader() -> MigrationLoader:
    """The migration graph on disk, without looking at any database."""
    return MigrationLoader(None)


def tenant_labels() -> set[str]:
    """Labels of the apps whose tables live in every mairie's schema."""
    return {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}


def full_plan() -> list[Key]:
    """(app, name) of every migration of the project, each after what it depends on."""
    graph = loader().graph
    ordered: dict[Key, None] = {}
    for leaf in graph.leaf_nodes():
        ordered.update(dict.fromkeys(graph.forwards_plan(leaf)))
    return list(ordered)


@lru_cache(maxsize=1)
def tenant_migrations() -> tuple[Key, ...]:
    """(app, name) of every tenant migration, each after what it depends on."""
    labels = tenant_labels()
    keys = tuple(key for key in full_plan() if key[0] in labels)
    for key in keys:
        if not migration(key).atomic:
            raise ImproperlyConfigured(
                f"tenant migration {'.'.join(key)} must be atomic: a schema changes whole or not"
            )
    return keys


def migration(key: Key) -> Migration:
    found: Migration = loader().graph.nodes[key]
    return found


def is_compilable(key: Key) -> bool:
    """Whether the migration is SQL alone, the same for every mairie."""
    return not any(_is_python(operation) for operation in migration(key).operations)


def _is_python(operation: Operation) -> bool:
    if isinstance(operation, SeparateDatabaseAndState):
        return any(_is_python(inner) for inner in operation.database_operations)
    return isinstance(operation, RunPython)


@lru_cache(maxsize=1)
def target_version() -> str:
    """Version of a schema that has every tenant migration: their number and a digest of their names."""
    names = "\n".join(sorted(".".join(key) for key in tenant_migrations()))
    return f"{len(tenant_migrations()):03d}-{hashlib.sha256(names.encode()).hexdigest()[:8]}"
