"""Features of the platform's PostgreSQL dialect."""

from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures


class DatabaseFeatures(PostgresFeatures):
    """Without deferrable constraints, deletions and fixtures have to respect the order of references."""

    can_defer_constraint_checks = False
    supports_forward_references = False
