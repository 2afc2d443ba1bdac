"""SQL dialect of the platform: foreign keys are checked at once."""

from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations


class DatabaseOperations(PostgresOperations):
    """On a sharded cluster a deferred foreign key can lose rows behind a successful COMMIT, so none is deferrable."""

    def deferrable_sql(self) -> str:
        return ""
