"""Database backend: django-tenants', without `public` on a mairie's path and with a SET only when the path changed."""

import re
import select
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantDatabaseWrapper
from psycopg.pq import TransactionStatus

from core.tenancy.backend import patience
from core.tenancy.backend.features import DatabaseFeatures
from core.tenancy.backend.operations import DatabaseOperations
from core.tenancy.backend.schema import DatabaseSchemaEditor
from core.tenancy.backend.silence import silence

SCHEMA_NAME = re.compile(r"public|m_[0-9a-z]+\Z")
EXTENSIONS_SCHEMA = "extensions"
HEALTH_SECONDS = 1.0


class DatabaseWrapper(TenantDatabaseWrapper):
    """Keeps the search_path of the connection equal to the schema that was entered.

    `search_path_set_schemas` (the parent's name) is the schema whose path the session is known to have, or None when
    it is unknown: after connecting, closing and every rollback, because a rollback undoes a SET of its transaction.
    """

    SchemaEditorClass = DatabaseSchemaEditor
    features_class = DatabaseFeatures
    ops_class = DatabaseOperations
    search_path_set_schemas: str | None
    schema_name: str
    tenant: Any

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not patience.is_impatient():
            return super().get_new_connection(conn_params)
        with silence.tried():
            return super().get_new_connection(patience.hurried(conn_params))

    def set_tenant(self, tenant: Any, include_public: bool = False) -> None:
        """Enter the schema of `tenant`; the path is sent with the next statement, if it differs."""
        if not SCHEMA_NAME.match(tenant.schema_name):
            raise ImproperlyConfigured(f"not a schema of the platform: {tenant.schema_name!r}")
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.settings_dict["SCHEMA"] = tenant.schema_name

    def set_schema(self, schema_name: str, include_public: bool = False, tenant_type: str | None = None) -> None:
        super().set_schema(schema_name, include_public=False, tenant_type=tenant_type)

    def is_usable(self) -> bool:
        """Ask the server only when it has said something, such as good-bye, or nothing to others who asked it.

        An idle healthy connection has nothing to read.
        """
        if self.connection is None or self.connection.closed:
            return False
        poller = select.poll()
        poller.register(self.connection.fileno(), select.POLLIN)
        if not silence.lasts and not poller.poll(0):
            return True
        with patience.impatient(HEALTH_SECONDS):
            return bool(super().is_usable())

    def _configure_connection(self, connection: Any) -> Any:
        """Called for each connection, of a pool as well, before it is used."""
        patience.bound(connection, self._lives)
        return super()._configure_connection(connection)

    def _lives(self) -> bool:
        """Whether the server lets anybody in, or says why not."""
        try:
            psycopg.connect(**patience.hurried(self.get_connection_params())).close()
        except psycopg.OperationalError as refusal:
            return not isinstance(refusal, psycopg.errors.ConnectionTimeout)
        return True

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self.search_path_set_schemas == self.schema_name:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # only a rollback can follow, and it would undo the SET
        with self.wrap_database_errors, self.connection.cursor() as own:
            own.execute(f'SET search_path = "{self.schema_name}", "{EXTENSIONS_SCHEMA}"')
        self.search_path_set_schemas = self.schema_name
