"""Which version each mairie's schema has."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, QuerySet

from core.tenancy.schemas import target_version
from shared_apps.municipalities.models import Municipality


@dataclass(frozen=True, slots=True)
class Member:
    """A mairie with a schema."""

    id: int
    code: str
    name: str
    schema_name: str
    schema_version: str
    failure: str


FIELDS = ("id", "code", "name", "schema_name", "schema_version", "failure")


def members(*codes: str) -> list[Member]:
    """Every mairie that has a schema, archived ones too, or those of the codes."""
    found = _with_schema().filter(code__in=codes) if codes else _with_schema()
    return _members(found)


def behind(*codes: str) -> list[Member]:
    """Mairies whose schema is not at the target version; one query, whatever their number."""
    found = _with_schema().exclude(schema_version=target_version())
    return _members(found.filter(code__in=codes) if codes else found)


def failing() -> list[Member]:
    """Mairies whose last provisioning or migration failed."""
    return _members(Municipality.objects.exclude(failure=""))


def versions() -> list[tuple[str, int]]:
    """Number of mairies at each version."""
    counted = _with_schema().values_list("schema_version").annotate(count=Count("id"))
    return list(counted.order_by("-schema_version"))


def unknown_schemas() -> list[str]:
    """Schemas named like a mairie's that belong to none."""
    known = set(_with_schema().values_list("schema_name", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'm\\_%%' ORDER BY 1", [])
        return [name for (name,) in cursor.fetchall() if name not in known]


def _with_schema() -> QuerySet[Municipality]:
    return Municipality.objects.exclude(state=Municipality.State.PROVISIONING)


def _members(municipalities: QuerySet[Municipality]) -> list[Member]:
    return [Member(*row) for row in municipalities.order_by("code").values_list(*FIELDS)]
