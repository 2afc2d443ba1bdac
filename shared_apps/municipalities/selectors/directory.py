"""Host, code or address → mairie, one query each, as plain values; called in the public schema."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from core.tenancy import Tenant, public_context
from core.tenancy.directory import HostEntry
from shared_apps.municipalities import hosts
from shared_apps.municipalities.login_digest import login_digests
from shared_apps.municipalities.models import Domain, LoginEntry, Municipality

FIELDS = ("id", "code", "name", "slug", "schema_name", "state", "timezone")
OPEN_STATES = {Municipality.State.ACTIVE, Municipality.State.SUSPENDED}


def tenant_by_host(host: str) -> HostEntry | None:
    """The mairie of a verified host (lower case, no port), with the primary host when that is another one."""
    domain = hosts.stored(host)
    row = _rows().filter(domains__domain=domain, domains__verified_at__isnull=False).first()
    if row is None:
        return None
    tenant = _tenant(row)
    return HostEntry(tenant, None if tenant.host == hosts.shown(domain) else tenant.host)


def tenant_by_code(code: str) -> Tenant | None:
    """The mairie of the INSEE code, whatever its state."""
    row = _rows().filter(code=code.upper()).first()
    return _tenant(row) if row else None


def tenant_by_id(municipality_id: int) -> Tenant | None:
    """The mairie of the id, whatever its state."""
    row = _rows().filter(id=municipality_id).first()
    return _tenant(row) if row else None


def tenants_of_email(email: str) -> list[Tenant | None]:
    """Where the address has an account: None for the platform, then open mairies (suspended ones too) by code."""
    columns = [f"municipality__{field}" for field in FIELDS]
    primary = _primary_domain("municipality_id")
    with public_context():
        entries = LoginEntry.objects.filter(digest__in=login_digests(email)).annotate(primary=primary)
        found = entries.order_by("municipality__code").values("primary", *columns).distinct()
        rows = [{column.removeprefix("municipality__"): value for column, value in row.items()} for row in found]
    platform: list[Tenant | None] = [None for row in rows if row["id"] is None]
    return platform + [_tenant(row) for row in rows if row["state"] in OPEN_STATES]


def _rows() -> QuerySet[Municipality, dict[str, Any]]:
    return Municipality.objects.annotate(primary=_primary_domain("id")).values(*FIELDS, "primary")


def _primary_domain(tenant_id: str) -> Subquery:
    return Subquery(Domain.objects.filter(tenant=OuterRef(tenant_id), is_primary=True).values("domain")[:1])


def _tenant(row: dict[str, Any]) -> Tenant:
    values = {field: row[field] for field in FIELDS}
    return Tenant(**values, host=hosts.shown(row["primary"] or row["slug"]))
