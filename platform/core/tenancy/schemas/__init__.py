"""Make, change and compare mairies' schemas with SQL compiled once from the migrations."""

from core.tenancy.schemas.compiler import compile_pending
from core.tenancy.schemas.drift import Drift, drift
from core.tenancy.schemas.plan import target_version, tenant_migrations
from core.tenancy.schemas.replay import Outcome, create_schema, drop_schema, migrate_schema

__all__ = [
    "Drift",
    "Outcome",
    "compile_pending",
    "create_schema",
    "drift",
    "drop_schema",
    "migrate_schema",
    "target_version",
    "tenant_migrations",
]
