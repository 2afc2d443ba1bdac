"""Looking for a text in all that a mairie's schema, what mairies share and its files hold."""

from django.db import connection

from core.tenancy import Tenant, mairie_context
from core.tenancy.storage import storage


def tables_with(mairie: Tenant, text: str) -> list[str]:
    """Tables one of whose rows holds the text, whatever its case; those that mairies share are named `public.…`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN (%s, 'public') ORDER BY 1, 2",
            [mairie.schema_name],
        )
        names = cursor.fetchall()
        found = []
        for schema, name in names:
            table = f'"{schema}"."{name}"'
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} r WHERE r::text ILIKE %s)", [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(f"public.{name}" if schema == "public" else name)
    return found


def files_of(mairie: Tenant) -> dict[str, bytes]:
    """Every file of the mairie by its name."""
    with mairie_context(mairie):
        return {name: b"".join(storage.read(name, 0, storage.size(name))) for name, _modified in storage.walk()}
