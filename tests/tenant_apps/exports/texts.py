"""Looking for a text in all that a mairie's schema holds."""

from django.db import connection

from core.tenancy import Tenant


def tables_with(mairie: Tenant, text: str) -> list[str]:
    """Tables one of whose rows holds the text, whatever its case."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [mairie.schema_name])
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            table = f'"{mairie.schema_name}"."{name}"'
            cursor.execute(f"SELECT EXISTS (SELECT FROM {table} r WHERE r::text ILIKE %s)", [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.append(name)
    return found
